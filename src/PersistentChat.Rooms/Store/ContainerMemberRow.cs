namespace PersistentChat.Rooms.Store;

internal sealed class ContainerMemberRow
{
    public required Guid PersonId { get; init; }

    public required string ContainerId { get; init; }

    public required string Type { get; init; }

    public required string Value { get; init; }
}
