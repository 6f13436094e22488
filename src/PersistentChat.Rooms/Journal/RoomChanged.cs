using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>The room's settings, or those it has from its category, are not what they were.</summary>
public sealed record RoomChanged(RoomSnapshot Room) : RoomAnnouncement(Room);
