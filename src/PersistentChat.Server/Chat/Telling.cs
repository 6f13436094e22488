using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Chat;

/// <summary>What is told, and to whom.</summary>
internal readonly record struct Telling(ServerPrimitive What, IEnumerable<Participant> Audience);
