using System.Collections.Immutable;

namespace PersistentChat.Rooms.Roaming;

/// <summary>
/// What a person has on every endpoint: publications (the rooms it follows among them), containers, watchers it knows of,
/// contacts. Immutable; a part that did not change is the same object as before.
/// </summary>
public sealed record RoamingData
{
    public static readonly RoamingData Empty = new();

    public ImmutableDictionary<PublicationKey, Publication> Publications { get; init; } =
        ImmutableDictionary<PublicationKey, Publication>.Empty;

    /// <summary>When the first of them runs out; null: none does.</summary>
    public DateTimeOffset? NextEndAt { get; private init; }

    public ImmutableSortedDictionary<string, Container> Containers { get; init; } =
        ImmutableSortedDictionary<string, Container>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>Watchers by address, and whether the person has acknowledged them.</summary>
    public ImmutableDictionary<string, bool> Subscribers { get; init; } =
        ImmutableDictionary<string, bool>.Empty.WithComparers(StringComparer.Ordinal);

    public ContactList Contacts { get; init; } = ContactList.Empty;

    /// <summary>By label.</summary>
    public ImmutableDictionary<string, Preference> Preferences { get; init; } =
        ImmutableDictionary<string, Preference>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>What has not run out, in an order that is always the same.</summary>
    public IEnumerable<Publication> Current(DateTimeOffset now) => Publications.Values
        .Where(publication => publication.IsCurrent(now))
        .OrderBy(p => p.Key.Category, StringComparer.Ordinal)
        .ThenBy(p => p.Key.Instance, StringComparer.Ordinal)
        .ThenBy(p => p.Key.Container, StringComparer.Ordinal);

    /// <summary>Nothing, but the counts of edits go on: no edit of what was is taken for one of what will be.</summary>
    internal RoamingData Emptied() => Empty with
    {
        Contacts = Contacts.Delta == ContactList.Empty.Delta ? Contacts : Contacts with
        {
            Delta = Contacts.Delta + 1,
            Groups = ContactList.Empty.Groups,
            Contacts = ContactList.Empty.Contacts,
            By = null,
        },
    };

    public bool HasRunOut(DateTimeOffset now) => NextEndAt <= now;

    internal RoamingData With(ImmutableDictionary<PublicationKey, Publication> publications) => this with
    {
        Publications = publications,
        NextEndAt = publications.Values.Min(publication => publication.ExpiresAt),
    };

    internal RoamingData WithoutRunOut(DateTimeOffset now) => HasRunOut(now)
        ? With(Publications.RemoveRange(Publications.Values.Where(p => !p.IsCurrent(now)).Select(p => p.Key)))
        : this;
}
