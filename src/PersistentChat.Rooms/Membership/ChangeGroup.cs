using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Gives a group another name and other members. Whoever loses access to rooms by that is put out of them in the same turn.
/// </summary>
/// <param name="Group">All of it as it is to be; kind and source stay.</param>
public sealed record ChangeGroup(Group Group) : AccessChange<Group>
{
    /// <summary>As the caller saw it; refused when it is not so any more. Null: whatever it is.</summary>
    public Group? Expected { get; init; }

    /// <summary>The change comes from where the group does; only so one of a directory is changed.</summary>
    public bool FromDirectory { get; init; }

    internal override string Ids => $"{Group.Id}";

    internal override Pool? Preview(Pool pool) =>
        pool.Affiliations.Groups.ContainsKey(Group.Id)
            ? pool with { Affiliations = pool.Affiliations.With(Group.Id, Group) }
            : null;

    internal override Outcome<Group> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (!turn.Pool.Others.Affiliations.Groups.TryGetValue(Group.Id, out var before))
        {
            return Refusal.NoSuchPrincipal;
        }

        if (Expected is not null && Expected != before)
        {
            return Refusal.Collision;
        }

        if (before.Source is PrincipalSource.Directory != FromDirectory)
        {
            return Refusal.FromDirectory;
        }

        if (Group.Kind != before.Kind || Group.Source != before.Source
            || (Group.Kind is PrincipalKind.Domain && Group.Name != before.Name))
        {
            return Refusal.InvalidArgument("A group stays what it is and where it comes from");
        }

        if (GroupRules.Check(Group, turn.Pool) is { } wrong)
        {
            return wrong;
        }

        if (GroupRules.IsNameTaken(Group, turn.Pool))
        {
            return Refusal.DuplicateName;
        }

        if (Group == before)
        {
            return before;
        }

        turn.Pool.PutGroup(Group.Id, Group, Plan);
        turn.RecordGroup(Group, before, By);
        turn.RecheckAll(Plan);
        return Group;
    }
}
