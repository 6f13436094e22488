using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Leases;

[TestFixtureSource(typeof(Engine), nameof(Engine.All))]
public sealed class LeaseTests(Engine engine)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();
    private ComplianceDatabase _database = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await engine.CreateAsync(_folder);
        await using var db = _database.CreateDbContext();
        await db.Leases.ExecuteDeleteAsync();
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task Who_waits_gets_the_lease_as_soon_as_it_is_given_back()
    {
        // Of the durations, only the first one's is long: the second would wait for ever if it were not given back.
        var first = new Holder(Office(Long));
        await first.Held;
        await using var second = new Holder(Office(Long));
        await ReadAsync();
        Assert.That(second.Held.IsCompleted, Is.False);

        await first.DisposeAsync();
        await second.Held;
        Assert.That(second.Held.Result.Fence, Is.EqualTo(first.Held.Result.Fence + 1));
    }

    [Test]
    public async Task Who_is_silent_is_replaced_and_can_commit_nothing_any_more()
    {
        // Takes it and never gives a sign of life, like a process that died.
        var dead = await Office(Long).TakeAsync("adapter:xml", CancellationToken.None);
        var successor = await Office(Short).TakeAsync("adapter:xml", CancellationToken.None);
        Assert.That(successor.Fence, Is.GreaterThan(dead.Fence));

        await using var db = _database.CreateDbContext();
        Assert.ThrowsAsync<LeaseLostException>(() => dead.CheckAsync(db, CancellationToken.None));
        Assert.DoesNotThrowAsync(() => successor.CheckAsync(db, CancellationToken.None));
    }

    [Test]
    public async Task Who_lives_keeps_the_lease_while_another_waits_for_it()
    {
        // The holder beats every 100 ms, the other takes over after 5 minutes of silence: seen from it, nothing is silent.
        await using var holder = new Holder(Office(Short));
        await holder.Held;
        await using var waiting = new Holder(Office(Long));
        var before = await ReadAsync();
        await Eventually.HoldsAsync(async () => (await ReadAsync()).Beat >= before.Beat + 5, () => "no signs of life");

        Assert.That((await ReadAsync()).Fence, Is.EqualTo(holder.Held.Result.Fence));
    }

    [Test]
    public async Task The_work_is_cancelled_when_the_lease_is_lost()
    {
        await using var holder = new Holder(Office(Short));
        var lease = await holder.Held;
        await using (var db = _database.CreateDbContext())
        {
            await db.Leases.ExecuteUpdateAsync(set => set.SetProperty(l => l.Fence, lease.Fence + 1));
        }

        var lost = Assert.ThrowsAsync<LeaseLostException>(() => holder.Ended.WaitAsync(TimeSpan.FromMinutes(5)));
        Assert.That(lost!.Message, Does.Contain("somebody else took it"));
        Assert.That((await ReadAsync()).Holder, Is.Not.Null, "What is another's is not given back");
    }

    [TestCase(365)]
    [TestCase(-365)]
    public async Task A_clock_that_jumps_neither_loses_the_lease_nor_wins_it(int days)
    {
        var (mine, theirs) = (new JumpyClock(), new JumpyClock());
        await using var holder = new Holder(RecorderWorld.Office(_database, mine, Short));
        var lease = await holder.Held;
        await using var waiting = new Holder(RecorderWorld.Office(_database, theirs, Long));
        mine.Ahead = TimeSpan.FromDays(days);
        theirs.Ahead = TimeSpan.FromDays(-days);
        var before = await ReadAsync();
        await Eventually.HoldsAsync(async () => (await ReadAsync()).Beat >= before.Beat + 5, () => "no signs of life");

        Assert.That((await ReadAsync()).Fence, Is.EqualTo(lease.Fence));
        Assert.That(holder.Ended.IsCompleted, Is.False);
    }

    [Test]
    public async Task Of_many_who_want_it_at_once_one_has_it_at_a_time()
    {
        var inside = 0;
        var fences = new List<long>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Office(Long).HoldAsync(
            "recorder",
            async (lease, ct) =>
            {
                Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
                lock (fences)
                {
                    fences.Add(lease.Fence);
                }

                await using var db = _database.CreateDbContext();
                await lease.CheckAsync(db, ct);
                Interlocked.Decrement(ref inside);
            },
            CancellationToken.None))));

        Assert.That(fences, Is.Unique.And.Ordered.And.Count.EqualTo(6));
    }

    [Test]
    public async Task What_the_work_throws_comes_out_and_the_lease_is_given_back()
    {
        Assert.ThrowsAsync<FormatException>(() =>
            Office(Long).HoldAsync("recorder", (_, _) => throw new FormatException("of the work"), CancellationToken.None));
        Assert.That((await ReadAsync()).Holder, Is.Null);
    }

    private LeaseOffice Office(TimeSpan duration) => RecorderWorld.Office(_database, duration: duration);

    private async Task<LeaseRow> ReadAsync()
    {
        await using var db = _database.CreateDbContext();
        return await db.Leases.AsNoTracking().SingleAsync();
    }

    /// <summary>Holds the lease until it is told to end.</summary>
    private sealed class Holder : IAsyncDisposable
    {
        private readonly TaskCompletionSource<Lease> _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _end = new();

        public Holder(LeaseOffice office) => Ended = Task.Run(() => office.HoldAsync(
            "recorder",
            (lease, ct) =>
            {
                _held.SetResult(lease);
                return Task.Delay(Timeout.InfiniteTimeSpan, ct);
            },
            _end.Token));

        public Task<Lease> Held => _held.Task.WaitAsync(TimeSpan.FromMinutes(5));

        public Task Ended { get; }

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }
    }
}
