using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using PersistentChat.Compliance;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Runs;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>Recorder and adapters in the server's own process: only that can die.</summary>
internal sealed class EmbeddedChain(string data) : Chain
{
    public override IReadOnlyList<string> ServerSettings => ["Compliance:Mode=On"];

    public override IReadOnlyDictionary<string, Func<Task>> Parts { get; } = new Dictionary<string, Func<Task>>();

    public override string Folder => data;

    public override Task<IReadOnlyList<ComplianceEvent>> ReadRecordAsync() => Task.FromResult(StoredPool.ReadRecord(data));

    public override Task<EventPosition> LastRecordedAsync() => Task.FromResult(StoredPool.LastRecordedOf(data));

    // A server would add events of its own start. Its adapters alone do not.
    public override async Task ExportAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Compliance:Store:ConnectionString", $"Data Source={Path.Combine(data, "mgccomp.db")}"),
            new("Compliance:Lease:Duration", "00:00:01"),
        ]);
        builder.Services.AddComplianceDatabase(builder.Configuration);
        builder.Services.AddAdapters(builder.Configuration, _ => new ArchivePlaces(data, Path.Combine(data, "keys")));
        using var adapters = builder.Build();
        await adapters.StartAsync();
        await ArchivedAsync(() => Task.FromResult(StoredPool.CountTransit(data)));
        await adapters.StopAsync();
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
