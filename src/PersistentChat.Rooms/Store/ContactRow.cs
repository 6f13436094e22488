namespace PersistentChat.Rooms.Store;

internal sealed class ContactRow
{
    public required Guid PersonId { get; init; }

    public required string Uri { get; init; }

    public required string Name { get; init; }

    public required string Groups { get; init; }

    public bool Subscribed { get; init; }

    public required string ExternalUri { get; init; }
}
