using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Seeding;

/// <summary>What the names in a seed file mean in a pool.</summary>
/// <param name="what">For messages: which part of the file refers to something.</param>
internal sealed class SeedNames(Pool pool, string what)
{
    private const string OfGroup = "group:";
    private const string OfDomain = "domain:";

    /// <exception cref="InvalidDataException">There is no such principal; the message says who asks for it.</exception>
    public Guid Principal(string name) =>
        name == "everybody" ? PrincipalSet.EverybodyId
        : name.StartsWith(OfGroup, StringComparison.Ordinal) ? Group(PrincipalKind.Group, name[OfGroup.Length..])
        : name.StartsWith(OfDomain, StringComparison.Ordinal) ? Group(PrincipalKind.Domain, name[OfDomain.Length..])
        : (pool.Person(name) ?? throw Missing("person", name)).Id;

    /// <inheritdoc cref="Principal"/>
    public PrincipalSet Principals(IReadOnlyList<string>? names) => PrincipalSet.Of((names ?? []).Select(Principal));

    /// <exception cref="InvalidDataException">There is no such add-in; the message says who asks for it.</exception>
    public AddIn AddIn(string name) =>
        pool.AddIns.Values.FirstOrDefault(addIn => Same(addIn.Name, name)) ?? throw Missing("add-in", $"\"{name}\"");

    /// <summary>Null: there is none.</summary>
    public static Group? Find(Pool pool, PrincipalKind kind, string name) =>
        pool.Affiliations.Groups.Values.FirstOrDefault(group => group.Kind == kind && Same(group.Name, name));

    private Guid Group(PrincipalKind kind, string name) =>
        (Find(pool, kind, name) ?? throw Missing($"{kind}".ToLowerInvariant(), $"\"{name}\"")).Id;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private InvalidDataException Missing(string kind, string name) => new($"{what}: there is no {kind} {name}.");
}
