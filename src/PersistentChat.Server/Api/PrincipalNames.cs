using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Seeding;

namespace PersistentChat.Server.Api;

/// <summary>
/// Principals as people write them: <c>sip:user@domain</c>, <c>group:Name</c>, <c>domain:example.com</c>, <c>everybody</c>.
/// </summary>
internal sealed class PrincipalNames(Pool pool)
{
    private readonly List<string> _unknown = [];

    /// <summary>What was asked for and is not there. Null: nothing.</summary>
    public string? Unknown => _unknown.Count is 0 ? null : $"There is no {string.Join(", ", _unknown.Distinct())}";

    /// <summary>Null: there is no such principal.</summary>
    public Guid? Find(string name)
    {
        var id = SeedNames.Find(pool, name);
        if (id is null)
        {
            _unknown.Add(name);
        }

        return id;
    }

    public PrincipalSet FindAll(IReadOnlyList<string>? names) => PrincipalSet.Of((names ?? []).Select(Find).OfType<Guid>());

    public string NameOf(Guid id) => pool.Person(id)?.Uri
        ?? (pool.Affiliations.Groups.GetValueOrDefault(id) is { } group ? NameOf(group) : SeedNames.Everybody);

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<string> NamesOf(PrincipalSet all) => [.. all.Select(NameOf).Order(StringComparer.Ordinal)];

    private static string NameOf(Group group) =>
        (group.Kind is PrincipalKind.Domain ? SeedNames.OfDomain : SeedNames.OfGroup) + group.Name;
}
