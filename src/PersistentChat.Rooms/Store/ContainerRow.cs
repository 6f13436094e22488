namespace PersistentChat.Rooms.Store;

internal sealed class ContainerRow
{
    public required Guid PersonId { get; init; }

    public required string Id { get; init; }

    public long Version { get; init; }
}
