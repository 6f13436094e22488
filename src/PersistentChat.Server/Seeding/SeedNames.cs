using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Seeding;

/// <summary>What the names in a seed file mean in a pool.</summary>
/// <param name="what">For messages: which part of the file refers to something.</param>
internal sealed class SeedNames(Pool pool, string what)
{
    public const string Everybody = "everybody";
    public const string OfGroup = "group:";
    public const string OfDomain = "domain:";

    /// <summary>Null: there is no such principal.</summary>
    public static Guid? Find(Pool pool, string name) =>
        name == Everybody ? PrincipalSet.EverybodyId
        : name.StartsWith(OfGroup, StringComparison.Ordinal) ? Find(pool, PrincipalKind.Group, name[OfGroup.Length..])?.Id
        : name.StartsWith(OfDomain, StringComparison.Ordinal) ? Find(pool, PrincipalKind.Domain, name[OfDomain.Length..])?.Id
        : pool.Person(name)?.Id;

    /// <exception cref="InvalidDataException">There is no such principal; the message says who asks for it.</exception>
    public Guid Principal(string name) => Find(pool, name) ?? throw (
        name.StartsWith(OfGroup, StringComparison.Ordinal) ? Missing("group", $"\"{name[OfGroup.Length..]}\"")
        : name.StartsWith(OfDomain, StringComparison.Ordinal) ? Missing("domain", $"\"{name[OfDomain.Length..]}\"")
        : Missing("person", name));

    /// <inheritdoc cref="Principal"/>
    public PrincipalSet Principals(IReadOnlyList<string>? names) => PrincipalSet.Of((names ?? []).Select(Principal));

    /// <exception cref="InvalidDataException">There is no such add-in; the message says who asks for it.</exception>
    public AddIn AddIn(string name) =>
        pool.AddIns.Values.FirstOrDefault(addIn => Same(addIn.Name, name)) ?? throw Missing("add-in", $"\"{name}\"");

    /// <summary>Null: there is none.</summary>
    public static Group? Find(Pool pool, PrincipalKind kind, string name) =>
        pool.Affiliations.Groups.Values.FirstOrDefault(group => group.Kind == kind && Same(group.Name, name));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private InvalidDataException Missing(string kind, string name) => new($"{what}: there is no {kind} {name}.");
}
