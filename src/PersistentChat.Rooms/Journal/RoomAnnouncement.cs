using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>Something that happened in a room and is to be told in it.</summary>
/// <param name="Room">As it was right after; its participants are the audience.</param>
public abstract record RoomAnnouncement(RoomSnapshot Room);
