using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>A person came into the room; a further dialog of somebody who is there is not announced.</summary>
/// <param name="Batch">It joined several rooms with one command.</param>
public sealed record PersonEntered(RoomSnapshot Room, Person Person, RoomRoles Roles, bool Batch)
    : RoomAnnouncement(Room);
