using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Xml;

/// <summary>
/// The format of the original's XmlAdapter to the letter (product facts, section 1.4), so that what reads its files
/// reads ours. With <c>CustomConfiguration</c> an XSLT 1.0 transform makes another format of it; a transform needs the
/// whole document in memory, so slices are small then.
/// </summary>
/// <remarks>
/// A conversation of which nothing has a place here is left out. An unreadable event is a comment. What the vendor's own
/// sample transform reads as <c>userName</c> is <c>UserName</c> in its data, and here.
/// </remarks>
public sealed class XmlAdapter : IComplianceAdapter
{
    private const int TransformedSlice = 10_000;

    private AdapterSettings _settings = new() { Name = "" };
    private Transform? _transform;

    public int SliceLimit => _transform is null ? 1_000_000 : TransformedSlice;

    public void Configure(AdapterSettings settings)
    {
        _settings = settings;
        _transform = settings.CustomConfiguration is { Length: > 0 } path ? Transform.Load(path) : null;
    }

    public async Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        using var document = new ConversationsDocument(archive, _settings, _transform);
        return await document.ExportAsync(slice, cancellationToken);
    }
}
