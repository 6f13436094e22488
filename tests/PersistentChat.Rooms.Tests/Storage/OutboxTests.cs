using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

[EveryEngine]
public sealed class OutboxTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private TempFolder _folder = null!;
    private TestPool _pool = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _folder = new TempFolder();
        _pool = await TestPool.StartAsync(_folder.Path, ("Compliance:Mode", "On"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _pool.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Events_are_read_in_order_as_they_were_written_and_stay_until_the_next_commit_after_they_are_safe()
    {
        await _pool.CategoryAsync();
        await _pool.CategoryAsync();
        var events = await ReadAsync(default);
        Assert.That(events.Select(e => e.Position), Is.EqualTo((await _pool.EventsAsync()).Select(e => e.Position)));
        Assert.That(_pool.Outbox.Waiting, Is.EqualTo(3));
        _pool.Outbox.Relayed(events[1].Position, 2);
        Assert.That(await _pool.EventsAsync(), Has.Count.EqualTo(3));
        await _pool.CategoryAsync();
        Assert.That((await _pool.EventsAsync()).Select(e => e.Position.Number), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(_pool.Outbox.Waiting, Is.EqualTo(2));
    }

    [Test]
    public async Task An_idle_journal_removes_what_is_safe_with_its_heartbeat()
    {
        _pool.Outbox.Relayed((await ReadAsync(default))[^1].Position, 1);
        await _pool.DoAsync(new Journal.RenewLease());
        Assert.That(await _pool.EventsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_failed_commit_removes_nothing_and_the_next_removes_it()
    {
        var first = (await ReadAsync(default))[^1].Position;
        _pool.Outbox.Relayed(first, 1);
        _pool.Saboteur.FailBeforeCommit = 3;
        await _pool.Journal.SubmitAsync(new Journal.RenewLease());
        Assert.That((await ReadAsync(default))[0].Position, Is.EqualTo(first));
        await _pool.CategoryAsync();
        Assert.That((await ReadAsync(default)).Select(e => e.Position.Number), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task What_comes_is_cut_by_number_by_size_and_between_epochs()
    {
        await _pool.CategoryAsync();
        await _pool.CategoryAsync();
        await _pool.DisposeAsync();
        _pool = await TestPool.StartAsync(_folder.Path, ("Compliance:Mode", "On"));
        await _pool.CategoryAsync();
        Assert.That(_pool.Outbox.Waiting, Is.EqualTo(5), "those of the last life too");

        var two = await _pool.Outbox.ReadAsync(default, 2, long.MaxValue, CancellationToken.None);
        var one = await _pool.Outbox.ReadAsync(default, 500, 1, CancellationToken.None);
        var epoch = await ReadAsync(default);
        var rest = await ReadAsync(epoch[^1].Position);
        Assert.That(two.Select(e => e.Position.Number), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(one.Select(e => e.Position.Number), Is.EqualTo(new[] { 1 }));
        Assert.That(epoch.Select(e => e.Position.Number), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(rest.Select(e => e.Position.Number), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(await ReadAsync(rest[^1].Position), Is.Empty);
    }

    [Test]
    public async Task Events_of_an_older_epoch_go_too_when_a_later_one_is_safe()
    {
        await _pool.DisposeAsync();
        _pool = await TestPool.StartAsync(_folder.Path, ("Compliance:Mode", "On"));
        var old = await ReadAsync(default);
        _pool.Outbox.Relayed((await ReadAsync(old[^1].Position))[^1].Position, 2);
        await _pool.CategoryAsync();
        Assert.That((await ReadAsync(default)).Select(e => e.Position.Number), Is.EqualTo(new[] { 2 }));
    }

    [Test]
    public async Task Whoever_waits_for_events_is_woken_by_a_commit_and_not_before()
    {
        await _pool.Outbox.WaitAsync(CancellationToken.None).WaitAsync(Patience);
        var waiting = _pool.Outbox.WaitAsync(CancellationToken.None);
        await _pool.DoAsync(new Journal.RenewLease());
        await _pool.PersonAsync("ann");
        Assert.That(waiting.IsCompleted, Is.False, "a commit without events is no news");
        await _pool.CategoryAsync();
        await waiting.WaitAsync(Patience);
    }

    [Test]
    public async Task How_long_events_are_stuck_counts_from_the_last_that_got_out()
    {
        await _pool.CategoryAsync();
        _pool.Clock.Skipped += TimeSpan.FromHours(1);
        Assert.That(_pool.Outbox.StuckFor, Is.GreaterThanOrEqualTo(TimeSpan.FromHours(1)));
        Assert.That(await _pool.Outbox.OldestAtAsync(CancellationToken.None), Is.EqualTo(_pool.Clock.Now));
        var events = await ReadAsync(default);
        _pool.Outbox.Relayed(events[0].Position, 1);
        Assert.That(_pool.Outbox.StuckFor, Is.LessThan(TimeSpan.FromHours(1)));
        _pool.Outbox.Relayed(events[1].Position, 1);
        Assert.That(_pool.Outbox.StuckFor, Is.EqualTo(TimeSpan.Zero));
        Assert.That(await _pool.Outbox.OldestAtAsync(CancellationToken.None), Is.Null);
        _pool.Clock.Skipped += TimeSpan.FromHours(2);
        await _pool.CategoryAsync();
        Assert.That(_pool.Outbox.StuckFor, Is.LessThan(TimeSpan.FromHours(1)), "it has only just begun to wait");
    }

    private Task<IReadOnlyList<OutboxEvent>> ReadAsync(EventPosition after) =>
        _pool.Outbox.ReadAsync(after, 500, long.MaxValue, CancellationToken.None);
}
