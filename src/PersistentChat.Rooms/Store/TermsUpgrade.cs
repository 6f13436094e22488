using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Search;

namespace PersistentChat.Rooms.Store;

/// <summary>
/// Gives the messages of a database from before this version the search terms of this version, at start, before anybody
/// writes. If the server is killed during that, the next start does it again: what has its terms already is not written.
/// </summary>
internal static class TermsUpgrade
{
    private const int PageSize = 1000;

    /// <returns>Messages whose terms were made; null: nothing was to be done.</returns>
    public static async Task<int?> RunAsync(RoomDbContext db, CancellationToken ct)
    {
        if (await db.Writer.Select(writer => writer.TermsVersion).SingleAsync(ct) == SearchText.Version)
        {
            return null;
        }

        var count = 0;
        foreach (var roomId in await db.Rooms.Select(room => room.Id).ToListAsync(ct))
        {
            count += await RunAsync(db, roomId, ct);
        }

        await db.Writer.ExecuteUpdateAsync(set => set.SetProperty(writer => writer.TermsVersion, SearchText.Version), ct);
        return count;
    }

    private static async Task<int> RunAsync(RoomDbContext db, Guid roomId, CancellationToken ct)
    {
        var (count, last) = (0, 0L);
        while (true)
        {
            var page = await db.Messages.AsNoTracking()
                .Where(m => m.RoomId == roomId && m.ChatId > last)
                .OrderBy(m => m.ChatId)
                .Take(PageSize)
                .ToListAsync(ct);
            if (page is [])
            {
                return count;
            }

            foreach (var row in page)
            {
                var terms = row.Text is null ? null : SearchText.TermsOf(row.Text);
                if (terms != row.Terms)
                {
                    db.Attach(row).Property(m => m.Terms).CurrentValue = terms;
                    count++;
                }
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            last = page[^1].ChatId;
        }
    }
}
