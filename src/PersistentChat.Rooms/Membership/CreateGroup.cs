using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>Makes a group, or a domain as a principal. The caller chooses the id. Nobody can lose anything by it.</summary>
public sealed record CreateGroup(Group Group) : ChangeCommand<Group>
{
    internal override string Ids => $"{Group.Id}";

    internal override Outcome<Group> Decide(Turn turn)
    {
        if ((CheckAdministrator() ?? GroupRules.Check(Group, turn.Pool)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Others.AffiliationOf(Group.Id) is not null || GroupRules.IsNameTaken(Group, turn.Pool))
        {
            return Refusal.DuplicateName;
        }

        turn.Pool.PutGroup(Group.Id, Group, plan: null);
        turn.RecordGroup(Group, null, By);
        return Group;
    }
}
