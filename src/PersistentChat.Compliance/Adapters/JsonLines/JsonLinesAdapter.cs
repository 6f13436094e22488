using System.Text.Json;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Adapters.JsonLines;

/// <summary>
/// Every event, of every kind, as one line of JSON in the form of <see cref="ComplianceJson"/>: nothing is lost, not even
/// what a later version added. By position; with <c>OneChatRoomPerOutputFile</c> by room.
/// </summary>
public sealed class JsonLinesAdapter : IComplianceAdapter
{
    private AdapterSettings _settings = new() { Name = "" };

    public void Configure(AdapterSettings settings) => _settings = settings;

    public async Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken)
    {
        await EventFiles.WriteAsync(slice, archive, _settings, ".jsonl", file => new Lines(file), cancellationToken);
        return AdapterResult.Exported;
    }

    private sealed class Lines(IArchiveFile file) : IEventFile
    {
        private readonly Utf8JsonWriter _json = new(file.Content);

        public void Write(ComplianceEvent happened)
        {
            JsonSerializer.Serialize(_json, happened, ComplianceJson.Default.ComplianceEvent);
            _json.Flush();
            _json.Reset();
            file.Content.WriteByte((byte)'\n');
        }

        public void Dispose() => _json.Dispose();
    }
}
