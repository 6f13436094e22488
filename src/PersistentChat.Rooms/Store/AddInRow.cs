namespace PersistentChat.Rooms.Store;

internal sealed class AddInRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name without case: unique in the pool on every engine, whatever its collation.</summary>
    public required string NameKey { get; init; }

    public required string Url { get; init; }
}
