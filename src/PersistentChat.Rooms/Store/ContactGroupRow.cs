namespace PersistentChat.Rooms.Store;

internal sealed class ContactGroupRow
{
    public required Guid PersonId { get; init; }

    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string ExternalUri { get; init; }
}
