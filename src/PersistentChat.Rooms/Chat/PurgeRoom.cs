using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Chat;

/// <summary>Takes every message up to a number out of a room; the room's FirstId says from then on where it begins.</summary>
public sealed record PurgeRoom(Guid RoomId, long ThroughId) : ChangeCommand<RoomSnapshot>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => $"{RoomId} through {ThroughId}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (ThroughId > room.LastId)
        {
            return Refusal.InvalidArgument("The room has no such message yet");
        }

        var permitted = PermittedErasure.Ask(new Purge(RoomId, ThroughId), this);
        if (permitted.IsRefused)
        {
            return permitted.Refusal!;
        }

        if (ThroughId < room.FirstId)
        {
            return room;
        }

        room = turn.Pool.Put(room with { FirstId = ThroughId + 1, LastAt = turn.NowIn(room) });
        turn.Record(ComplianceEventKind.Purge, room.LastAt, room, By, e => e with { ChatId = ThroughId });
        turn.Pool.Erase(permitted.Value);
        return room;
    }
}
