namespace PersistentChat.Rooms.Store;

/// <summary>
/// A person whose <c>Join</c> is written and whose <c>Part</c> is not. Both come and go in the transactions of those
/// events, so whoever is here when a server starts has been left behind by one that died.
/// </summary>
internal sealed class PresentRow
{
    public required Guid RoomId { get; init; }

    /// <summary>The id of the <c>Join</c>.</summary>
    public required Guid JoinId { get; init; }

    public required Guid PersonId { get; init; }
}
