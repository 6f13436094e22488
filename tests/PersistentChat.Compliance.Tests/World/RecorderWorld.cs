using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>A recorder that holds the lease, on a new database.</summary>
internal sealed class RecorderWorld : IDisposable
{
    private readonly TempFolder _folder;

    private RecorderWorld(TempFolder folder) => _folder = folder;

    public required ComplianceDatabase Database { get; init; }

    public required Lease Lease { get; init; }

    public RecorderOptions Options { get; } = new();

    public Recorder Recorder => new(Database, Microsoft.Extensions.Options.Options.Create(Options), TimeProvider.System, NullLogger<Recorder>.Instance);

    public static async Task<RecorderWorld> CreateAsync(Engine engine)
    {
        var folder = new TempFolder();
        var database = await engine.CreateAsync(folder);
        return new RecorderWorld(folder) { Database = database, Lease = await Office(database).TakeAsync("recorder", default) };
    }

    public static LeaseOffice Office(ComplianceDatabase database, TimeProvider? clock = null, TimeSpan? duration = null) => new(
        database,
        Microsoft.Extensions.Options.Options.Create(new LeaseOptions { Duration = duration ?? TimeSpan.FromMinutes(5) }),
        clock ?? TimeProvider.System);

    /// <summary>The number up to which every event of an epoch is in the record; 0: none is.</summary>
    public async Task<long> WatermarkAsync(long epoch)
    {
        await using var db = Database.CreateDbContext();
        return await db.Watermarks.Where(w => w.Epoch == epoch).Select(w => w.Number).SingleOrDefaultAsync();
    }

    public Task RecordAsync(OutboxBatch batch) => Recorder.RecordAsync(batch, Lease, CancellationToken.None);

    /// <summary>All that is recorded, in order, as bytes.</summary>
    public async Task<IReadOnlyList<RecordRow>> RecordAsync()
    {
        await using var db = Database.CreateDbContext();
        return await db.Record.AsNoTracking().OrderBy(r => r.Epoch).ThenBy(r => r.Number).ToListAsync();
    }

    public async Task<IReadOnlyList<EventPosition>> TransitAsync()
    {
        await using var db = Database.CreateDbContext();
        var rows = await db.Transit.AsNoTracking().OrderBy(t => t.Epoch).ThenBy(t => t.Number).ToListAsync();
        return [.. rows.Select(t => new EventPosition(t.Epoch, t.Number))];
    }

    public Task<RecordHealth> HealthAsync()
    {
        var status = new RecorderStatus();
        status.Works();
        return RecordHealth.ReadAsync(Database, status, CancellationToken.None);
    }

    public void Dispose() => _folder.Dispose();
}
