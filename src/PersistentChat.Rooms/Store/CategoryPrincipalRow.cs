namespace PersistentChat.Rooms.Store;

internal sealed class CategoryPrincipalRow
{
    public required Guid CategoryId { get; init; }

    public required CategoryList List { get; init; }

    /// <summary>A person, a group, a domain or everybody.</summary>
    public required Guid PrincipalId { get; init; }
}
