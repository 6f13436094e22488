namespace PersistentChat.Rooms.Store;

internal sealed class SubscriberRow
{
    public required Guid PersonId { get; init; }

    public required string Watcher { get; init; }

    public bool Acknowledged { get; init; }
}
