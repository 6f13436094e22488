using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Takes a person away for good: out of every room, list, group and policy, with its password, role, tokens, sessions and what it
/// kept here. What it has written stays, and stays its own; so the address stays taken, and whoever makes it known again is the
/// same person.
/// </summary>
public sealed record RemovePerson(Guid PersonId) : PersonChange(PersonId)
{
    private const string Reason = "PersonRemoved";

    private protected override Outcome<Person> Decide(Turn turn, Person person)
    {
        if (person.Source is PrincipalSource.Directory)
        {
            return Refusal.FromDirectory;
        }

        var removed = person with { Enabled = false, Removed = true, Role = PoolRole.Person };
        PersonRules.PutOut(turn, removed);
        LeaveRoles(turn);
        LeaveLists(turn);
        foreach (var token in turn.Pool.Others.Tokens.Values.Where(token => token.PersonId == PersonId))
        {
            turn.Pool.Delete(token);
        }

        turn.Pool.PutRoaming(PersonId, turn.Pool.Roaming(PersonId).Emptied());
        turn.Pool.Verifiers[PersonId] = null;
        turn.Pool.Put(removed);
        PersonRules.Record(turn, person, removed, this, Reason);
        return removed;
    }

    private void LeaveRoles(Turn turn)
    {
        foreach (var room in turn.Pool.Rooms.Where(room => room.Roles.ContainsKey(PersonId)).OrderBy(room => room.Id).ToList())
        {
            turn.PutRoles(room, PersonId, RoomRoles.None, By, Reason);
        }
    }

    // Nobody else gains or loses anything by that.
    private void LeaveLists(Turn turn)
    {
        var pool = turn.Pool.Others;
        foreach (var group in pool.Affiliations.Groups.Values.Where(group => group.Members.Contains(PersonId)).OrderBy(group => group.Id))
        {
            var now = group with { Members = Without(group.Members) };
            turn.Pool.PutGroup(group.Id, now, plan: null);
            turn.RecordGroup(now, group, By);
        }

        foreach (var category in pool.Categories.Values.OrderBy(category => category.Id))
        {
            var now = category with
            {
                Allowed = Without(category.Allowed),
                Denied = Without(category.Denied),
                Creators = Without(category.Creators),
            };
            if (now == category)
            {
                continue;
            }

            turn.Pool.Put(now);
            turn.Record(ComplianceEventKind.RoomChange, turn.Now, null, By, e => e with
            {
                Category = Facts.Of(now, turn.Rules.Domain),
                Reason = "CategoryChanged",
                Text = CategoryRules.Describe(category, now, turn.Pool.Others),
            });
        }

        turn.Pool.PutPolicy(PersonId, isEnabled: null, plan: null);
    }

    private PrincipalSet Without(PrincipalSet list) =>
        list.Contains(PersonId) ? PrincipalSet.Of(list.Where(id => id != PersonId)) : list;
}
