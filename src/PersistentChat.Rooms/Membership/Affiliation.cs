namespace PersistentChat.Rooms.Membership;

/// <summary>A principal and all it belongs to, however deeply nested: what every list of principals is asked with.</summary>
/// <param name="Groups">Groups, domains, and <see cref="PrincipalSet.EverybodyId"/>; of a person not itself.</param>
public readonly record struct Affiliation(Guid Id, PrincipalSet Groups)
{
    public bool IsIn(PrincipalSet list) => list.Contains(Id) || list.Overlaps(Groups);
}
