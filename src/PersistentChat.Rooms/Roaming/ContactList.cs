using System.Collections.Immutable;

namespace PersistentChat.Rooms.Roaming;

/// <summary>A person's contacts and the groups they are in.</summary>
public sealed record ContactList
{
    /// <summary>The group that every client has and calls "Other Contacts"; it is always there.</summary>
    public static readonly ContactGroup OtherContacts = new(1, "~", "");

    public static readonly ContactList Empty = new();

    /// <summary>Counts edits, from 1: a client edits the list that it knows, or is refused.</summary>
    public long Delta { get; init; } = 1;

    /// <summary>What the next group is called; a number is never used again.</summary>
    public int NextGroupId { get; init; } = OtherContacts.Id + 1;

    public ImmutableSortedDictionary<int, ContactGroup> Groups { get; init; } =
        ImmutableSortedDictionary<int, ContactGroup>.Empty.Add(OtherContacts.Id, OtherContacts);

    public ImmutableDictionary<string, Contact> Contacts { get; init; } =
        ImmutableDictionary<string, Contact>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The connection of the last edit; null when that was before the last start.</summary>
    public string? By { get; init; }
}
