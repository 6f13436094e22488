namespace PersistentChat.Management;

/// <summary>A room that the caller may not search.</summary>
/// <param name="Refused">The problem's type.</param>
/// <param name="Reason">In words.</param>
public sealed record RefusedRoom(Guid RoomId, string Refused, string Reason);
