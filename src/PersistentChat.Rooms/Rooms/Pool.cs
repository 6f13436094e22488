using System.Collections.Immutable;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Everything the journal knows at one moment: immutable, safe from any thread.</summary>
public sealed record Pool
{
    public static readonly Pool Empty = new();

    /// <summary>Names this database; it stays the same as long as the database does.</summary>
    public Guid DatabaseId { get; init; }

    public ImmutableDictionary<Guid, Person> People { get; init; } = ImmutableDictionary<Guid, Person>.Empty;

    /// <summary>By address of record (lower case).</summary>
    public ImmutableDictionary<string, Person> PeopleByUri { get; init; } =
        ImmutableDictionary<string, Person>.Empty.WithComparers(StringComparer.Ordinal);

    public ImmutableDictionary<Guid, Category> Categories { get; init; } = ImmutableDictionary<Guid, Category>.Empty;

    public ImmutableDictionary<Guid, RoomSnapshot> Rooms { get; init; } = ImmutableDictionary<Guid, RoomSnapshot>.Empty;

    /// <summary>Room ids by name, without regard to case: names are unique in a pool, and lists of rooms are sorted by them.</summary>
    public ImmutableSortedDictionary<string, Guid> RoomIdsByName { get; init; } =
        ImmutableSortedDictionary<string, Guid>.Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <summary>Which rooms each dialog is in; a dialog in none has no entry.</summary>
    internal ImmutableDictionary<string, ImmutableHashSet<Guid>> RoomIdsByDialog { get; init; } =
        ImmutableDictionary<string, ImmutableHashSet<Guid>>.Empty;

    /// <summary>Of whoever has any.</summary>
    public ImmutableDictionary<Guid, RoamingData> RoamingByPerson { get; init; } = ImmutableDictionary<Guid, RoamingData>.Empty;

    /// <summary>Null: no such room.</summary>
    public RoomSnapshot? Room(Guid id) => Rooms.GetValueOrDefault(id);

    /// <summary>Null: no such person.</summary>
    public Person? Person(Guid id) => People.GetValueOrDefault(id);

    /// <summary>Null: no such person.</summary>
    public Person? Person(string uri) => PeopleByUri.GetValueOrDefault(uri);

    /// <summary>What a person has on every endpoint; empty for who has nothing.</summary>
    public RoamingData Roaming(Guid person) => RoamingByPerson.GetValueOrDefault(person) ?? RoamingData.Empty;
}
