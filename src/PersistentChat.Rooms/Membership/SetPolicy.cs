using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Sets policy EnablePersistentChat of a person, of a domain, or of the pool (<see cref="PrincipalSet.EverybodyId"/>). Whoever
/// may not use chat rooms any more is put out of all of them in the same turn.
/// </summary>
/// <param name="Enabled">Null: not set here, the next wider one holds.</param>
public sealed record SetPolicy(Guid PrincipalId, bool? Enabled) : AccessChange<bool?>
{
    internal override string Ids => $"{PrincipalId}";

    internal override Pool? Preview(Pool pool) => pool with
    {
        Policies = Enabled is { } value ? pool.Policies.SetItem(PrincipalId, value) : pool.Policies.Remove(PrincipalId),
    };

    internal override Outcome<bool?> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        var pool = turn.Pool.Others;
        if (pool.AffiliationOf(PrincipalId) is null)
        {
            return Refusal.NoSuchPrincipal;
        }

        if (pool.Affiliations.Groups.TryGetValue(PrincipalId, out var group) && group.Kind is not PrincipalKind.Domain)
        {
            return Refusal.InvalidArgument("The policy is set for a person, a domain or the pool");
        }

        bool? before = pool.Policies.TryGetValue(PrincipalId, out var set) ? set : null;
        if (before == Enabled)
        {
            return Enabled;
        }

        turn.Pool.PutPolicy(PrincipalId, Enabled, Plan);
        turn.Record(ComplianceEventKind.MembershipChange, turn.Now, null, By, e => e with
        {
            Subject = Facts.Of(PrincipalId, turn.Pool.Others, turn.Rules.Domain),
            Text = $"EnablePersistentChat: {Word(before)} -> {Word(Enabled)}",
            Reason = "PolicyChanged",
        });
        turn.RecheckAll(Plan);
        return Enabled;
    }

    private static string Word(bool? policy) => policy?.ToString() ?? "not set";
}
