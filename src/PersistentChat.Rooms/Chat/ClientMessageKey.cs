namespace PersistentChat.Rooms.Chat;

/// <summary>A client's own id for a message, unique per room and author.</summary>
internal readonly record struct ClientMessageKey(Guid RoomId, Guid AuthorId, string ClientMessageId);
