namespace PersistentChat.Rooms.Store;

/// <summary>Only of whoever has ever edited its list.</summary>
internal sealed class ContactListRow
{
    public required Guid PersonId { get; init; }

    public long Delta { get; init; }

    public int NextGroupId { get; init; }
}
