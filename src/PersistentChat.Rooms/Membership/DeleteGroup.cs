using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>Deletes a group or domain that stands in no list; so nobody can lose anything by it.</summary>
public sealed record DeleteGroup(Guid GroupId) : ChangeCommand<Group>
{
    internal override string Ids => $"{GroupId}";

    internal override Outcome<Group> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        var pool = turn.Pool.Others;
        if (!pool.Affiliations.Groups.TryGetValue(GroupId, out var group))
        {
            return Refusal.NoSuchPrincipal;
        }

        var isListed = pool.Policies.ContainsKey(GroupId)
            || pool.Affiliations.Groups.Values.Any(other => other.Members.Contains(GroupId))
            || pool.Categories.Values.Any(it =>
                it.Allowed.Contains(GroupId) || it.Denied.Contains(GroupId) || it.Creators.Contains(GroupId))
            || turn.Pool.Rooms.Any(room => room.GroupRoles.ContainsKey(GroupId));
        if (isListed)
        {
            return Refusal.InUse;
        }

        turn.Pool.PutGroup(GroupId, null, plan: null);
        turn.RecordGroup(null, group, By);
        return group;
    }
}
