namespace PersistentChat.Rooms.Membership;

/// <summary>What stands in a list of principals. Stored by number, the numbers of the original's <c>prinTypeID</c>.</summary>
public enum PrincipalKind
{
    /// <summary>Whoever the pool knows; there is one, <see cref="PrincipalSet.EverybodyId"/>.</summary>
    Everybody = 2,

    Person = 5,

    /// <summary>Everybody whose address ends in a domain; a <see cref="Group"/> named like it.</summary>
    Domain = 8,

    /// <summary>People, groups and domains that are listed.</summary>
    Group = 9,
}
