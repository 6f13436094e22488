using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>What a group or domain may be called and hold, whether it is new or changed.</summary>
internal static class GroupRules
{
    /// <summary>Null: it is good.</summary>
    public static Refusal? Check(Group group, WorkingPool pool)
    {
        if (TextRules.CheckName(group.Name, "A group's name") is { } refusal)
        {
            return refusal;
        }

        if (group.Id == Guid.Empty || group.Kind is not (PrincipalKind.Group or PrincipalKind.Domain) || !Enum.IsDefined(group.Source))
        {
            return Refusal.InvalidArgument("A group needs an id, a source, and is a group or a domain");
        }

        if (group.Kind is PrincipalKind.Domain)
        {
            return group.Members.Count is 0 && TextRules.CheckPersonUri($"sip:a@{group.Name}") is null
                ? null
                : Refusal.InvalidArgument("A domain is named like it is in addresses, in lower case, and lists nobody");
        }

        // What a directory says may run in circles and is taken so; who edits by hand is told.
        var own = pool.Others.Affiliations.Groups.ContainsKey(group.Id) ? pool.Others.AffiliationOf(group.Id)!.Value.Groups : PrincipalSet.None;
        if (group.Members.Contains(group.Id) || (group.Source is PrincipalSource.Local && group.Members.Overlaps(own)))
        {
            return Refusal.InvalidArgument("A group cannot be in itself");
        }

        return group.Members.All(id => id != PrincipalSet.EverybodyId && pool.Others.AffiliationOf(id) is not null)
            ? null
            : Refusal.NoSuchPrincipal;
    }

    public static bool IsNameTaken(Group group, WorkingPool pool) => pool.Others.Affiliations.Groups.Values.Any(other =>
        other.Id != group.Id && other.Kind == group.Kind
        && string.Equals(other.Name, group.Name, StringComparison.OrdinalIgnoreCase));
}
