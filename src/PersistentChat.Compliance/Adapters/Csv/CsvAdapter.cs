using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.Csv;

/// <summary>
/// Every event, of every kind, as a line of comma separated values (RFC 4180, UTF-8, a line of names first). By
/// position; with <c>OneChatRoomPerOutputFile</c> by room.
/// </summary>
public sealed class CsvAdapter : IComplianceAdapter
{
    private AdapterSettings _settings = new() { Name = "" };

    public void Configure(AdapterSettings settings) => _settings = settings;

    public async Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        await EventFiles.WriteAsync(slice, archive, _settings, ".csv", file => new EventTable(file), cancellationToken);
        return AdapterResult.Exported;
    }
}
