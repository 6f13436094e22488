using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Actiance;

/// <summary>
/// Actiance (FaceTime, now Smarsh) Vantage XML, the family that the original's sample transform aims at. Each file stands
/// alone: whoever was present at the start of a conversation is entered there, whoever is present at its end leaves there.
/// </summary>
/// <remarks>Section 5.3 of the product facts. An unreadable event is a comment.</remarks>
public sealed class ActianceAdapter : IComplianceAdapter
{
    private AdapterSettings _settings = new() { Name = "" };

    public void Configure(AdapterSettings settings) => _settings = settings;

    public async Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        using var document = new FileDumpDocument(archive, _settings);
        return await document.ExportAsync(slice, cancellationToken);
    }
}
