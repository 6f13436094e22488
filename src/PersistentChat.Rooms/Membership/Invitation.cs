namespace PersistentChat.Rooms.Membership;

/// <summary>"You were made a member": at most one per person and room, the latest.</summary>
/// <param name="Id">Counts up per person; a higher one is newer.</param>
public sealed record Invitation(Guid PersonId, int Id, Guid RoomId, DateTimeOffset At);
