using System.Collections.Immutable;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Everything the journal knows at one moment: immutable, safe from any thread.</summary>
public sealed record Pool
{
    public static readonly Pool Empty = new();

    /// <summary>Names this database; it stays the same as long as the database does.</summary>
    public Guid DatabaseId { get; init; }

    /// <summary>Those who were removed among them.</summary>
    public ImmutableDictionary<Guid, Person> People { get; init; } = ImmutableDictionary<Guid, Person>.Empty;

    /// <summary>By address of record (lower case); those who were removed among them.</summary>
    public ImmutableDictionary<string, Person> PeopleByUri { get; init; } =
        ImmutableDictionary<string, Person>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableDictionary<Guid, Category> Categories { get; init; } = ImmutableDictionary<Guid, Category>.Empty;

    public ImmutableDictionary<Guid, RoomSnapshot> Rooms { get; init; } = ImmutableDictionary<Guid, RoomSnapshot>.Empty;

    /// <summary>Room ids by name, without regard to case: names are unique in a pool, and lists of rooms are sorted by them.</summary>
    public ImmutableSortedDictionary<string, Guid> RoomIdsByName { get; init; } =
        ImmutableSortedDictionary<string, Guid>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <summary>The groups and domains of the pool, and who belongs to them.</summary>
    public Affiliations Affiliations { get; init; } = Affiliations.Empty;

    /// <summary>
    /// Policy EnablePersistentChat by person, by domain, and of the whole pool
    /// (<see cref="PrincipalSet.EverybodyId"/>); where nothing is set the next wider one holds, and in the end: yes.
    /// </summary>
    public ImmutableDictionary<Guid, bool> Policies { get; init; } = ImmutableDictionary<Guid, bool>.Empty;

    public ImmutableDictionary<Guid, AddIn> AddIns { get; init; } = ImmutableDictionary<Guid, AddIn>.Empty;

    /// <summary>By id; those that have expired among them.</summary>
    public ImmutableDictionary<Guid, AccessToken> Tokens { get; init; } = ImmutableDictionary<Guid, AccessToken>.Empty;

    /// <summary>Requests that made something and may be repeated, by their keys; those that have expired among them.</summary>
    public ImmutableDictionary<string, KeptRequest> Requests { get; init; } =
        ImmutableDictionary<string, KeptRequest>.Empty.WithComparers(StringComparer.Ordinal);

    public PoolSettings Settings { get; init; } = PoolSettings.None;

    /// <summary>By id; those that are over among them, until somebody signs in.</summary>
    public ImmutableDictionary<Guid, BrowserSession> Sessions { get; init; } = ImmutableDictionary<Guid, BrowserSession>.Empty;

    /// <summary>The highest number of an invitation of each person who ever had one.</summary>
    internal ImmutableDictionary<Guid, int> LastInvitations { get; init; } = ImmutableDictionary<Guid, int>.Empty;

    /// <summary>Which rooms each dialog is in; a dialog in none has no entry.</summary>
    internal ImmutableDictionary<string, ImmutableArray<Guid>> RoomIdsByDialog { get; init; } =
        ImmutableDictionary<string, ImmutableArray<Guid>>.Empty;

    /// <summary>Of whoever has any.</summary>
    public ImmutableDictionary<Guid, RoamingData> RoamingByPerson { get; init; } = ImmutableDictionary<Guid, RoamingData>.Empty;

    /// <summary>Null: no such room.</summary>
    public RoomSnapshot? Room(Guid id) => Rooms.GetValueOrDefault(id);

    /// <summary>Null: no such person, or not any more.</summary>
    public Person? Person(Guid id) => People.TryGetValue(id, out var person) && !person.Removed ? person : null;

    /// <summary>Null: no such person, or not any more.</summary>
    public Person? Person(string uri) => PeopleByUri.TryGetValue(uri, out var person) && !person.Removed ? person : null;

    /// <summary>The id that whoever is made known with an address must have: its own when it was here before and was removed.</summary>
    public Guid IdFor(string uri) => PeopleByUri.TryGetValue(uri, out var known) && known.Removed ? known.Id : Guid.CreateVersion7();

    /// <summary>What a person has on every endpoint; empty for who has nothing.</summary>
    public RoamingData Roaming(Guid person) => RoamingByPerson.GetValueOrDefault(person) ?? RoamingData.Empty;

    /// <summary>What decisions about a person in a room depend on, as of now.</summary>
    /// <param name="room">May be newer than this pool.</param>
    public Standing StandingIn(RoomSnapshot room, Person person) => Visitor(person).StandingIn(room);

    public Visitor Visitor(Person person) => new(person.Enabled, PolicyFor(person).Enabled, Affiliations.Of(person));

    /// <summary>Whether a person may use chat at all: it is enabled, and so is the policy that holds for it.</summary>
    public bool MayUseChat(Person person) => person.Enabled && PolicyFor(person).Enabled;

    /// <summary>The policy that holds for a person, and at which principal it is set.</summary>
    internal (Guid Principal, bool Enabled) PolicyFor(Person person)
    {
        if (Policies.IsEmpty)
        {
            return (PrincipalSet.EverybodyId, true);
        }

        if (Policies.TryGetValue(person.Id, out var own))
        {
            return (person.Id, own);
        }

        return Affiliations.DomainOf(person) is { } domain && Policies.TryGetValue(domain, out var ofDomain)
            ? (domain, ofDomain)
            : (PrincipalSet.EverybodyId, Policies.GetValueOrDefault(PrincipalSet.EverybodyId, true));
    }

    /// <summary>What somebody or something is on lists of principals. Null: no such principal.</summary>
    internal Affiliation? AffiliationOf(Guid principalId) =>
        Person(principalId) is { } person ? Affiliations.Of(person)
        : Affiliations.Groups.TryGetValue(principalId, out var group) ? Affiliations.Of(group)
        : principalId == PrincipalSet.EverybodyId ? new Affiliation(principalId, PrincipalSet.Everybody)
        : null;
}
