using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Categories;

/// <summary>What rooms are created in. Its flags hold for every room in it, its lists bound who can be in them.</summary>
public sealed record Category(
    Guid Id,
    string Name,
    string Description,
    bool KeepsHistory = true,
    bool AllowsFiles = true,
    bool SendsInvitations = true)
{
    /// <summary>Who may be on the lists of its rooms, and find those that are not secret. Empty: nobody.</summary>
    public PrincipalSet Allowed { get; init; } = PrincipalSet.Everybody;

    /// <summary>Who may not, whatever else it belongs to: the ethical wall.</summary>
    public PrincipalSet Denied { get; init; } = PrincipalSet.None;

    /// <summary>Who may make rooms in it, when also allowed.</summary>
    public PrincipalSet Creators { get; init; } = PrincipalSet.None;

    public Scope ScopeOf(Affiliation who) =>
        who.IsIn(Denied) ? Scope.Denied
        : who.IsIn(Allowed) ? Scope.Allowed
        : Scope.NotAllowed;
}
