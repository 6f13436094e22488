using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Who belongs to which groups, and these to which others. Immutable; what somebody belongs to is worked out when first
/// asked for and then kept, until a group changes.
/// </summary>
public sealed class Affiliations
{
    public static readonly Affiliations Empty = new(
        ImmutableDictionary<Guid, Group>.Empty,
        FrozenDictionary<string, Guid>.Empty,
        ImmutableDictionary<Guid, ImmutableArray<Guid>>.Empty);

    private readonly FrozenDictionary<string, Guid> _domains;

    // By member: the groups it is listed in.
    private readonly ImmutableDictionary<Guid, ImmutableArray<Guid>> _listedIn;

    // Of whoever is listed in any group, and of domains. Nobody else needs a set of its own.
    private readonly ConcurrentDictionary<Guid, PrincipalSet> _known = new();

    private Affiliations(
        ImmutableDictionary<Guid, Group> groups,
        FrozenDictionary<string, Guid> domains,
        ImmutableDictionary<Guid, ImmutableArray<Guid>> listedIn) =>
        (Groups, _domains, _listedIn) = (groups, domains, listedIn);

    public ImmutableDictionary<Guid, Group> Groups { get; }

    public static Affiliations Of(IReadOnlyCollection<Group> groups)
    {
        var listedIn = groups
            .SelectMany(group => group.Members.Select(member => (member, group.Id)))
            .GroupBy(it => it.member, it => it.Id)
            .ToImmutableDictionary(it => it.Key, it => it.ToImmutableArray());
        return new Affiliations(
            groups.ToImmutableDictionary(group => group.Id),
            DomainsOf(groups),
            listedIn);
    }

    /// <summary>Null: the pool has no such domain as a principal.</summary>
    public Guid? DomainOf(Person person) =>
        _domains.Count > 0
        && _domains.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(person.Uri.AsSpan(person.Uri.IndexOf('@') + 1), out var id)
            ? id
            : null;

    public Affiliation Of(Person person)
    {
        var domain = DomainOf(person);
        return new Affiliation(
            person.Id,
            _listedIn.ContainsKey(person.Id) ? Known(person.Id, domain)
                : domain is { } id ? Known(id, id)
                : PrincipalSet.Everybody);
    }

    public Affiliation Of(Group group) => new(group.Id, Known(group.Id, group.Id));

    /// <summary>With a group made, changed or (null) deleted.</summary>
    public Affiliations With(Guid id, Group? group)
    {
        var before = Groups.GetValueOrDefault(id);
        var listedIn = _listedIn.ToBuilder();
        foreach (var member in before?.Members.Where(member => group?.Members.Contains(member) is not true) ?? [])
        {
            var rest = listedIn[member].Remove(id);
            if (rest.IsEmpty)
            {
                listedIn.Remove(member);
            }
            else
            {
                listedIn[member] = rest;
            }
        }

        foreach (var member in group?.Members.Where(member => before?.Members.Contains(member) is not true) ?? [])
        {
            listedIn[member] = listedIn.TryGetValue(member, out var others) ? others.Add(id) : [id];
        }

        var groups = group is null ? Groups.Remove(id) : Groups.SetItem(id, group);
        var isDomain = (before ?? group)?.Kind is PrincipalKind.Domain;
        return new Affiliations(groups, isDomain ? DomainsOf(groups.Values) : _domains, listedIn.ToImmutable());
    }

    private static FrozenDictionary<string, Guid> DomainsOf(IEnumerable<Group> groups) => groups
        .Where(group => group.Kind is PrincipalKind.Domain)
        .ToFrozenDictionary(domain => domain.Name, domain => domain.Id, StringComparer.Ordinal);

    /// <param name="domain">What it belongs to by what it is: a person to its domain, a group to itself.</param>
    private PrincipalSet Known(Guid id, Guid? domain)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        // What a directory says may run in circles.
        var all = new HashSet<Guid> { PrincipalSet.EverybodyId };
        var open = new Stack<Guid>([id]);
        if (domain is { } by && all.Add(by))
        {
            open.Push(by);
        }

        while (open.TryPop(out var next))
        {
            foreach (var group in _listedIn.GetValueOrDefault(next, []))
            {
                if (all.Add(group))
                {
                    open.Push(group);
                }
            }
        }

        return _known.GetOrAdd(id, PrincipalSet.Of(all));
    }
}
