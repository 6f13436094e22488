using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

public sealed record MessagePosted(RoomSnapshot Room, Message Message) : RoomAnnouncement(Room);
