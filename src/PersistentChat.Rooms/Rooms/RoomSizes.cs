using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Rooms;

/// <summary>How much rooms hold. Every message is looked at, so whoever asks must be trusted to ask seldom.</summary>
public sealed class RoomSizes(IDbContextFactory<RoomDbContext> database)
{
    /// <summary>The rooms whose kept messages have more characters of text and markup than this.</summary>
    public async Task<IReadOnlySet<Guid>> AboveAsync(long characters, CancellationToken ct)
    {
        await using var db = await database.CreateDbContextAsync(ct);
        var rooms = await db.Messages.AsNoTracking()
            .Where(m => m.Text != null)
            .GroupBy(m => m.RoomId)
            .Where(all => all.Sum(m => (long)m.Text!.Length + (m.Markup == null ? 0 : m.Markup.Length)) > characters)
            .Select(all => all.Key)
            .ToListAsync(ct);
        return rooms.ToHashSet();
    }
}
