using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>A person is not in the room any more: its last dialog left.</summary>
public sealed record PersonLeft(RoomSnapshot Room, Person Person) : RoomAnnouncement(Room)
{
    public LeaveReason Reason { get; init; }
}
