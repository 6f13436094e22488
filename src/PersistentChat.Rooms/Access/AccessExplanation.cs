using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Access;

/// <summary>Why somebody may do something in a room, or not: by the functions that decide it.</summary>
/// <param name="Refusal">What the person is told; null: it may.</param>
/// <param name="Through">
/// Ids of the principals that make the rule hold: whom the category denies, through which group somebody is a member.
/// The person's own id is among them when it is listed itself.
/// </param>
public sealed record AccessExplanation(AccessRule Rule, Refusal? Refusal, IReadOnlyList<Guid> Through)
{
    /// <param name="pool">As it is, or as it would be.</param>
    public static AccessExplanation Of(Pool pool, Person person, Deed deed, RoomSnapshot room)
    {
        var rule = RoomAccess.Decide(deed, room.Room, room.Category, pool.StandingIn(room, person));
        var affiliation = pool.Affiliations.Of(person);
        return new AccessExplanation(rule, RoomAccess.Refuse(deed, rule), rule switch
        {
            AccessRule.CategoryDenies => In(room.Category.Denied),
            AccessRule.RoomIsOpen or AccessRule.RoomIsListed => In(room.Category.Allowed),
            AccessRule.IsMember => With(RoomRoles.Member),
            AccessRule.IsManager => With(RoomRoles.Manager),
            AccessRule.IsPresenter => With(RoomRoles.Presenter),
            AccessRule.PolicyIsOff => [pool.PolicyFor(person).Principal],
            _ => [],
        });

        IReadOnlyList<Guid> In(PrincipalSet list) => [.. Itself().Where(list.Contains)];
        IReadOnlyList<Guid> With(RoomRoles role) => [.. Itself().Where(id => room.RolesOf(id).HasFlag(role))];
        IEnumerable<Guid> Itself() => affiliation.Groups.Prepend(person.Id);
    }
}
