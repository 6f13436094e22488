namespace PersistentChat.Rooms.Store;

internal sealed class GroupMemberRow
{
    public required Guid GroupId { get; init; }

    /// <summary>A person, a group or a domain.</summary>
    public required Guid MemberId { get; init; }
}
