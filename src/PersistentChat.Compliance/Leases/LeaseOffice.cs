using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Leases;

/// <summary>Gives out leases of the compliance database: each is held by one process at a time, and by nobody twice.</summary>
public sealed class LeaseOffice(
    IDbContextFactory<ComplianceDbContext> databases, IOptions<LeaseOptions> options, TimeProvider clock)
{
    private static readonly string Me = $"process {Environment.ProcessId} on {Environment.MachineName}";

    private TimeSpan Duration => options.Value.Duration;

    // How often who waits looks whether it was given back.
    private TimeSpan Look => TimeSpan.FromTicks(Math.Min(Duration.Ticks / 5, TimeSpan.TicksPerSecond / 4));

    /// <summary>
    /// Waits until the lease is this caller's, then runs <paramref name="work"/> until it ends. Meanwhile signs of life
    /// are given; when the lease is lost all the same, the work is cancelled. Given back at the end, however it ends.
    /// </summary>
    /// <param name="name"><c>recorder</c>, <c>adapter:NAME</c>.</param>
    /// <param name="work">Commits nothing but what <see cref="Lease.CheckAsync"/> was called for in the transaction.</param>
    /// <exception cref="LeaseLostException">The lease was lost; the work has ended.</exception>
    /// <remarks>Everything else that is thrown comes from the work or from the database.</remarks>
    public async Task HoldAsync(string name, Func<Lease, CancellationToken, Task> work, CancellationToken ct)
    {
        var lease = await TakeAsync(name, ct);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var working = RunAsync(work, lease, ending.Token);
        var beating = BeatAsync(lease, ending.Token);
        await Task.WhenAny(working, beating);
        await ending.CancelAsync();
        try
        {
            // Named first, so that when both failed the lost lease is the reason.
            await Task.WhenAll(beating, working);
        }
        finally
        {
            await GiveBackAsync(lease);
        }
    }

    /// <summary>Waits until the lease is free or its holder silent, and takes it.</summary>
    internal async Task<Lease> TakeAsync(string name, CancellationToken ct)
    {
        LeaseRow? seen = null;
        var since = clock.GetTimestamp();
        while (true)
        {
            await using var db = databases.CreateDbContext();
            var row = await db.Leases.AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, ct);
            if ((row?.Fence, row?.Beat) != (seen?.Fence, seen?.Beat))
            {
                (seen, since) = (row, clock.GetTimestamp());
            }

            var free = row?.Holder is null || options.Value.Alone || clock.GetElapsedTime(since) >= Duration;
            if (free && await TryTakeAsync(db, name, row, ct) is { } fence)
            {
                return new Lease(name, fence);
            }

            await Task.Delay(Look, clock, ct);
        }
    }

    private async Task<long?> TryTakeAsync(ComplianceDbContext db, string name, LeaseRow? seen, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (seen is null)
        {
            db.Add(new LeaseRow { Name = name, Fence = 1, Beat = 1, Holder = Me, TakenAt = now });
            try
            {
                await db.SaveChangesAsync(ct);
                return 1;
            }
            catch (DbUpdateException) when (!ct.IsCancellationRequested)
            {
                // Somebody else was the first, or the database has a trouble that the next look will show.
                return null;
            }
        }

        var taken = await db.Leases
            .Where(l => l.Name == name && l.Fence == seen.Fence && l.Beat == seen.Beat)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(l => l.Fence, seen.Fence + 1)
                    .SetProperty(l => l.Beat, seen.Beat + 1)
                    .SetProperty(l => l.Holder, Me)
                    .SetProperty(l => l.TakenAt, now),
                ct);
        return taken is 1 ? seen.Fence + 1 : null;
    }

    // Ends only when the lease is lost (then it throws) or the work is over.
    private async Task BeatAsync(Lease lease, CancellationToken ct)
    {
        var last = clock.GetTimestamp();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Duration / 3, clock, ct);
                await using var db = databases.CreateDbContext();
                await lease.CheckAsync(db, ct);
                last = clock.GetTimestamp();
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception trouble) when (trouble is not LeaseLostException)
            {
                // The database may come back in time. Until then nobody else can take the lease either.
                if (clock.GetElapsedTime(last) >= Duration)
                {
                    throw new LeaseLostException(lease.Name, $"no sign of life could be given: {trouble.Message}");
                }
            }
        }
    }

    private async Task GiveBackAsync(Lease lease)
    {
        // At the end of a process its own token is cancelled already, and a database that hangs must not hold it up.
        using var patience = new CancellationTokenSource(Duration, clock);
        try
        {
            await using var db = databases.CreateDbContext();
            await db.Leases
                .Where(l => l.Name == lease.Name && l.Fence == lease.Fence)
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, (string?)null), patience.Token);
        }
        catch (Exception)
        {
            // It runs out by itself.
        }
    }

    private static async Task RunAsync(Func<Lease, CancellationToken, Task> work, Lease lease, CancellationToken ct) =>
        await work(lease, ct);
}
