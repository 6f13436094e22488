namespace PersistentChat.Rooms.Store;

internal sealed class PreferenceRow
{
    public required Guid PersonId { get; init; }

    public required string Label { get; init; }

    public long Version { get; init; }

    public required string Content { get; init; }
}
