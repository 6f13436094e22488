using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Store;

/// <summary>A group, or a domain that is a principal.</summary>
internal sealed class GroupRow
{
    public required Guid Id { get; init; }

    public PrincipalKind Kind { get; init; }

    public PrincipalSource Source { get; init; }

    public required string Name { get; init; }

    /// <summary>The name without case: unique among those of its kind on every engine, whatever its collation.</summary>
    public required string NameKey { get; init; }
}
