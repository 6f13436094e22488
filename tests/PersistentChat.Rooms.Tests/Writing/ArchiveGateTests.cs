using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>What is refused while compliance blocks, and when it does.</summary>
public sealed class ArchiveGateTests
{
    private static readonly (string, string) Block = ("Compliance:OnFailure", "Block");

    [TestCase("On", "Block", 61, 0, ExpectedResult = "Compliance:BlockAfter")]
    [TestCase("On", "Block", 59, 0, ExpectedResult = null)]
    [TestCase("On", "Continue", 100_000, 0, ExpectedResult = null)]
    [TestCase("On", "Continue", 0, 4, ExpectedResult = "Compliance:MaxOutboxRows")]
    [TestCase("On", "Block", 0, 4, ExpectedResult = "Compliance:MaxOutboxRows")]
    [TestCase("On", "Continue", 0, 3, ExpectedResult = null)]
    [TestCase("On", "Continue", 0, -1, ExpectedResult = "Compliance:MinFreeDisk")]
    [TestCase("Off", "Block", 100_000, 0, ExpectedResult = null)]
    [TestCase("Off", "Continue", 0, -1, ExpectedResult = null)]
    public async Task<string?> When_it_blocks(string mode, string onFailure, int seconds, int events)
    {
        await using var pool = await TestPool.StartAsync(
            null, ("Compliance:Mode", mode), ("Compliance:OnFailure", onFailure), ("Compliance:MaxOutboxRows", "5"));
        for (var made = 0; made < events; made++)
        {
            await pool.CategoryAsync();
        }

        pool.Gate.FreeDisk = events < 0 ? 1_000_000 : 1_000_000_000;
        pool.Clock.Skipped += TimeSpan.FromSeconds(seconds);
        return pool.Gate.WhyClosed()?.Split('(')[1].Split('=')[0];
    }

    [Test]
    public async Task Posts_joins_and_reads_are_refused_while_it_blocks_and_leaving_is_not()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"), Block);
        var (ann, bob, room) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"), await pool.RoomAsync("Lobby"));
        var dialog = await pool.JoinAsync(ann, room);
        pool.Clock.Skipped += TimeSpan.FromHours(1);
        var join = await pool.Journal.SubmitAsync(new JoinRooms(bob, new TestEndpoint("his"), [room.Id], false));
        var read = await pool.History.ReadRecentAsync(ann, room.Id, 5, CancellationToken.None);
        Assert.That((await pool.PostAsync(ann, dialog, room, "no")).Refusal, Is.EqualTo(Refusal.ArchiveUnavailable));
        Assert.That(join.Refusal, Is.EqualTo(Refusal.ArchiveUnavailable));
        Assert.That(read.Refusal, Is.EqualTo(Refusal.ArchiveUnavailable));
        await pool.DoAsync(new LeaveAllRooms(dialog, LeaveReason.SignedOut));
        var events = await pool.EventsAsync();
        Assert.That(events.Select(e => e.Kind), Has.None.AnyOf(ComplianceEventKind.Chat, ComplianceEventKind.Backchat));
        Assert.That(events[^1].Kind, Is.EqualTo(ComplianceEventKind.Part));
    }

    [Test]
    public async Task It_opens_as_soon_as_events_get_out()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"), Block);
        var (ann, room) = (await pool.PersonAsync("ann"), await pool.RoomAsync("Lobby"));
        var dialog = await pool.JoinAsync(ann, room);
        pool.Clock.Skipped += TimeSpan.FromHours(1);
        Assert.That((await pool.PostAsync(ann, dialog, room, "no")).Refusal, Is.EqualTo(Refusal.ArchiveUnavailable));
        var events = await pool.EventsAsync();
        pool.Outbox.Relayed(events[0].Position, 1);
        Assert.That((await pool.PostAsync(ann, dialog, room, "yes")).Value.Text, Is.EqualTo("yes"));
    }
}
