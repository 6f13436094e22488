using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>
/// Reads a stretch of the record page by page: an adapter that takes its time holds no transaction of the database open.
/// </summary>
internal sealed class RecordReader(IDbContextFactory<ComplianceDbContext> databases, SliceBounds bounds)
{
    private const int PageSize = 1000;

    public IAsyncEnumerable<ComplianceEvent> ReadAllAsync(CancellationToken ct) => ReadAsync(record => record, ct);

    /// <param name="room">Null: what belongs to no room.</param>
    public IAsyncEnumerable<ComplianceEvent> ReadRoomAsync(string? room, CancellationToken ct) =>
        ReadAsync(record => record.Where(r => r.RoomUri == room), ct);

    /// <summary>Who came and who left in a room.</summary>
    public IAsyncEnumerable<ComplianceEvent> ReadMovesAsync(string room, CancellationToken ct) => ReadAsync(
        record => record.Where(r => r.RoomUri == room && (r.Kind == ComplianceEventKind.Join || r.Kind == ComplianceEventKind.Part)),
        ct);

    /// <summary>The rooms of which there is anything, by URI (ordinal), then null if there is anything of none.</summary>
    public async Task<IReadOnlyList<string?>> RoomsAsync(CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        var rooms = await Within(db).Select(r => r.RoomUri).Distinct().ToListAsync(ct);
        return [.. rooms.Where(room => room is not null).Order(StringComparer.Ordinal), .. rooms.Where(room => room is null)];
    }

    private async IAsyncEnumerable<ComplianceEvent> ReadAsync(
        Func<IQueryable<RecordRow>, IQueryable<RecordRow>> of, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = bounds.First - 1;
        while (true)
        {
            var page = await PageAsync(of, after, ct);
            foreach (var row in page)
            {
                yield return EventDecoder.Decode(row);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Number;
        }
    }

    private async Task<List<RecordRow>> PageAsync(
        Func<IQueryable<RecordRow>, IQueryable<RecordRow>> of, long after, CancellationToken ct)
    {
        await using var db = databases.CreateDbContext();
        return await of(Within(db).Where(r => r.Number > after)).OrderBy(r => r.Number).Take(PageSize).ToListAsync(ct);
    }

    private IQueryable<RecordRow> Within(ComplianceDbContext db) => db.Record.AsNoTracking()
        .Where(r => r.Epoch == bounds.Epoch && r.Number >= bounds.First && r.Number <= bounds.Last);
}
