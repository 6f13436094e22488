using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

[EveryEngine]
public sealed class FailureTests
{
    private TestPool _pool = null!;
    private Person _ann = null!;
    private Room _room = null!;
    private TestEndpoint _dialog = null!;

    [SetUp]
    public async Task Start()
    {
        _pool = await TestPool.StartAsync(
            null, ("Compliance:Mode", "On"), ("Journal:UncertainCommitTimeout", "00:00:00.2"));
        _ann = await _pool.PersonAsync("ann");
        _room = await _pool.RoomAsync("Lobby");
        _dialog = await _pool.JoinAsync(_ann, _room);
        await _pool.ForgetNotesAsync();
    }

    [TearDown]
    public async Task Stop() => await _pool.DisposeAsync();

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_poisoned_command_refuses_only_itself(bool throws)
    {
        var other = new Room(Guid.NewGuid(), _room.CategoryId, "Other", Privacy: RoomPrivacy.Open);
        var bob = new Person(Guid.NewGuid(), "sip:bob@example.com", "bob", null, true);
        var his = new TestEndpoint("his");
        var gate = await _pool.HoldAsync();
        var before = Post("before");
        var person = _pool.Journal.SubmitAsync(new CreatePerson(bob));
        var room = _pool.Journal.SubmitAsync(new CreateRoom(other));
        var poison = _pool.Journal.SubmitAsync(new Poison(_room.Id, throws));
        var join = _pool.Journal.SubmitAsync(new JoinRooms(bob, his, [other.Id, _room.Id], true));
        var after = Post("after");
        gate.Set();
        await Task.WhenAll(before, person, room, join, after);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((await poison).Refusal, Is.EqualTo(Refusal.ServerError));
            Assert.That((await before).Value.ChatId, Is.EqualTo(1));
            Assert.That((await after).Value.ChatId, Is.EqualTo(2));
            Assert.That((await join).Value.Joined, Has.Count.EqualTo(2));
            Assert.That(await _pool.NotesAsync(), Is.EqualTo(new[]
            {
                "before #1", "bob entered", "bob entered", "after #2",
            }));
        }

        await using var db = _pool.Read();
        Assert.That((await db.Rooms.SingleAsync(r => r.Id == _room.Id)).LastChatId, Is.EqualTo(2));
        Assert.That(Chats(await _pool.EventsAsync()), Is.EqualTo(new[] { "before", "after" }));
    }

    [Test]
    public async Task A_commit_that_reached_the_disk_after_all_is_announced_once()
    {
        _pool.Saboteur.FailAfterCommit = 1;
        Assert.That((await Post("one")).Value.ChatId, Is.EqualTo(1));
        Assert.That((await Post("two")).Value.ChatId, Is.EqualTo(2));
        await AssertOnceEachAsync();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_commit_that_did_not_reach_the_disk_is_repeated_once(int failures)
    {
        _pool.Saboteur.FailBeforeCommit = failures;
        Assert.That((await Post("one")).Value.ChatId, Is.EqualTo(1));
        Assert.That((await Post("two")).Value.ChatId, Is.EqualTo(2));
        await AssertOnceEachAsync();
    }

    [Test]
    public async Task A_whole_batch_with_unknown_outcome_is_announced_once_in_order()
    {
        var gate = await _pool.HoldAsync();
        var (one, two) = (Post("one"), Post("two"));
        _pool.Saboteur.FailBeforeCommit = 1;
        _pool.Saboteur.FailAfterCommit = 1;
        gate.Set();
        await Task.WhenAll(one, two);
        await AssertOnceEachAsync();
    }

    [Test]
    public async Task A_command_that_never_commits_is_refused_and_the_journal_goes_on()
    {
        _pool.Saboteur.FailBeforeCommit = 3;
        Assert.That((await Post("none")).Refusal, Is.EqualTo(Refusal.ServerError));
        await Post("one");
        await Post("two");
        await AssertOnceEachAsync();
    }

    [Test]
    public async Task An_outcome_that_cannot_be_learnt_stops_the_journal()
    {
        _pool.Saboteur.FailBeforeCommit = 1;
        _pool.Saboteur.Target = "FROM \"Writer\"";
        _pool.Saboteur.FailCommands = int.MaxValue;
        var post = Post("unknown");
        Assert.That(async () => await post, Throws.InstanceOf<JournalStoppedException>());
        Assert.That(async () => await _pool.Journal.Completion, Throws.InstanceOf<JournalStoppedException>());
        Assert.That((await Post("later")).Refusal, Is.EqualTo(Refusal.ServerStopping));
        Assert.That(_pool.Announcer.Notes, Is.Empty);
    }

    [Test]
    public async Task Whoever_leaves_is_gone_even_if_that_cannot_be_recorded_and_is_recorded_once_later()
    {
        var participant = _pool.Committed.Room(_room.Id)!.Participants.Values.Single();
        var before = (await _pool.EventsAsync()).Count;
        _pool.Saboteur.Target = "INSERT INTO \"Outbox\"";
        _pool.Saboteur.FailCommands = 2;
        _pool.Clock.Now += TimeSpan.FromMinutes(1);
        var leftAt = _pool.Clock.Now;
        await _pool.DoAsync(new LeaveAllRooms(_dialog, LeaveReason.ConnectionLost));
        Assert.That(_pool.Committed.Room(_room.Id)!.Participants, Is.Empty);
        Assert.That(participant.HasLeft, Is.True);

        // The note's own turn is the second try, which fails too; the join's turn is the third.
        Assert.That(await _pool.NotesAsync(), Is.EqualTo(new[] { "ann left: ConnectionLost" }));
        Assert.That(await _pool.EventsAsync(), Has.Count.EqualTo(before));
        _pool.Clock.Now += TimeSpan.FromMinutes(1);
        await _pool.JoinAsync(_ann, _room);
        var events = (await _pool.EventsAsync()).Skip(before).ToList();
        Assert.That(
            events.Select(e => e.Kind), Is.EqualTo(new[] { ComplianceEventKind.Part, ComplianceEventKind.Join }));
        Assert.That(events[0].At, Is.EqualTo(leftAt));
        Assert.That(events[0].Reason, Is.EqualTo("ConnectionLost"));
    }

    [Test]
    public async Task A_lost_lease_stops_the_journal_and_nothing_is_written_or_told()
    {
        await using (var db = _pool.Read())
        {
            var thief = Guid.NewGuid();
            await db.Writer.ExecuteUpdateAsync(w => w.SetProperty(x => x.Holder, thief));
        }

        var post = Post("lost");
        Assert.That(async () => await post, Throws.InstanceOf<JournalStoppedException>());
        Assert.That(async () => await _pool.Journal.Completion, Throws.InstanceOf<JournalStoppedException>());
        await using var after = _pool.Read();
        Assert.That(await after.Messages.CountAsync(), Is.Zero);
        Assert.That(_pool.Announcer.Notes, Is.Empty);
    }

    [Test]
    public async Task Counters_that_somebody_changed_stop_the_journal()
    {
        await using (var db = _pool.Read())
        {
            await db.Rooms.ExecuteUpdateAsync(r => r.SetProperty(x => x.LastChatId, 7));
        }

        var post = Post("lost");
        var why = Assert.ThrowsAsync<JournalStoppedException>(async () => await post);
        Assert.That(why!.Message, Does.Contain(_room.Id.ToString()));
    }

    [Test]
    public async Task A_presence_that_somebody_took_away_stops_the_journal()
    {
        await using (var db = _pool.Read())
        {
            await db.Present.ExecuteDeleteAsync();
        }

        var leaving = _pool.Journal.SubmitAsync(new LeaveAllRooms(_dialog, LeaveReason.SignedOut));
        Assert.That(async () => await leaving, Throws.InstanceOf<JournalStoppedException>());
    }

    private static IEnumerable<string?> Chats(IEnumerable<ComplianceEvent> events) =>
        events.Where(e => e.Kind is ComplianceEventKind.Chat).Select(e => e.Text);

    private Task<Outcome<Message>> Post(string text) => _pool.PostAsync(_ann, _dialog, _room, text);

    private async Task AssertOnceEachAsync()
    {
        Assert.That(await _pool.NotesAsync(), Is.EqualTo(new[] { "one #1", "two #2" }));
        await using var db = _pool.Read();
        var rows = await db.Messages.OrderBy(m => m.ChatId).Select(m => m.Text).ToListAsync();
        var events = await _pool.EventsAsync();
        Assert.That(rows, Is.EqualTo(new[] { "one", "two" }));
        Assert.That(Chats(events), Is.EqualTo(new[] { "one", "two" }));
        Assert.That(events.Select(e => e.Position.Number), Is.EqualTo(Enumerable.Range(1, events.Count)));
    }
}
