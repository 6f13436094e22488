using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;

namespace PersistentChat.Rooms.Store;

/// <summary>Takes stored messages away, in the transaction of the batch that decided so.</summary>
internal static class Erasures
{
    /// <summary>Before the batch's rows: what stands in the way of the deletion of rooms.</summary>
    public static async Task ClearRoomsAsync(RoomDbContext db, Batch batch, CancellationToken ct)
    {
        foreach (var id in batch.Working.DeletedRooms)
        {
            await db.Messages.Where(row => row.RoomId == id).ExecuteDeleteAsync(ct);
            await db.Roles.Where(row => row.RoomId == id).ExecuteDeleteAsync(ct);
            await db.Invitations.Where(row => row.RoomId == id).ExecuteDeleteAsync(ct);

            // Left behind by a server that recorded events; this one does not, or it would have written that they left.
            await db.Present.Where(row => row.RoomId == id).ExecuteDeleteAsync(ct);
        }

        // A person has one invitation to a room, the latest.
        foreach (var (personId, _, roomId, _) in batch.Working.Invitations)
        {
            await db.Invitations.Where(row => row.PersonId == personId && row.RoomId == roomId).ExecuteDeleteAsync(ct);
        }
    }

    /// <summary>After the batch's rows: it may take away what the same batch wrote.</summary>
    public static async Task ApplyAsync(RoomDbContext db, Batch batch, CancellationToken ct)
    {
        foreach (var permitted in batch.Working.Erasures)
        {
            switch (permitted.What)
            {
                case Purge purge:
                    await db.Messages
                        .Where(row => row.RoomId == purge.RoomId && row.ChatId <= purge.ThroughId)
                        .ExecuteDeleteAsync(ct);
                    break;
                case Replacement replacement:
                    var state = replacement.Text is null ? MessageState.Removed : MessageState.Replaced;
                    var terms = replacement.Text is { } text ? SearchText.TermsOf(text) : null;
                    await db.Messages
                        .Where(row => row.RoomId == replacement.RoomId && replacement.ChatIds.Contains(row.ChatId)
                            && (row.State == MessageState.Kept || row.State == MessageState.Replaced))
                        .ExecuteUpdateAsync(
                            row => row
                                .SetProperty(it => it.State, state)
                                .SetProperty(it => it.Text, replacement.Text)
                                .SetProperty(it => it.Terms, terms)
                                .SetProperty(it => it.Markup, (string?)null),
                            ct);
                    break;
            }
        }
    }
}
