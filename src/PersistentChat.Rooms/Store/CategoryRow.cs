namespace PersistentChat.Rooms.Store;

internal sealed class CategoryRow
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The name without case: unique in the pool on every engine, whatever its collation.</summary>
    public required string NameKey { get; init; }

    public required string Description { get; init; }

    public bool KeepsHistory { get; init; }

    public bool AllowsFiles { get; init; }

    public bool SendsInvitations { get; init; }
}
