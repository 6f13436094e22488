using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// The first thing a journal does: a new epoch, and everybody whom the last server left behind in a room has left it.
/// </summary>
/// <param name="Previous">The last position of the epoch before.</param>
internal sealed record BeginEpoch(long Epoch, EventPosition Previous, IReadOnlyList<PresentRow> LeftBehind)
    : JournalCommand<long>
{
    internal override string Ids => $"{Epoch}";

    internal override Outcome<long> Decide(Turn turn)
    {
        turn.BeginEpoch(Epoch, Previous);
        foreach (var present in LeftBehind)
        {
            turn.RecordPart(turn.Pool.Room(present.RoomId)!, turn.Pool.Others.People[present.PersonId], present.JoinId, LeaveReason.ServerStopped);
        }

        return Epoch;
    }
}
