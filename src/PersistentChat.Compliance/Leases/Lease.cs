using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Leases;

/// <summary>The right to do one thing, as <see cref="LeaseOffice.HoldAsync"/> gives it.</summary>
/// <param name="Fence">Higher than that of every holder before.</param>
public sealed record Lease(string Name, long Fence)
{
    /// <summary>
    /// Part of every transaction that the lease is for, as its first statement: from here to the commit nobody can take
    /// the lease, and what somebody took it from before is not committed. It also counts as a sign of life.
    /// </summary>
    /// <exception cref="LeaseLostException">Somebody took it. Roll back.</exception>
    public async Task CheckAsync(ComplianceDbContext db, CancellationToken ct)
    {
        var mine = await db.Leases
            .Where(l => l.Name == Name && l.Fence == Fence)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Beat, l => l.Beat + 1), ct);
        if (mine is 0)
        {
            throw new LeaseLostException(Name, "somebody else took it");
        }
    }
}
