namespace PersistentChat.Rooms.Store;

internal sealed class InvitationRow
{
    public required Guid PersonId { get; init; }

    /// <summary>Counts up per person.</summary>
    public required int Id { get; init; }

    public required Guid RoomId { get; init; }

    public required DateTimeOffset At { get; init; }
}
