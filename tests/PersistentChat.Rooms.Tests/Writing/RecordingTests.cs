using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

[EveryEngine]
public sealed class RecordingTests
{
    [Test]
    public async Task Everything_that_happened_is_an_event_once_and_in_order()
    {
        using var folder = new TempFolder();
        Person ann;
        Room room;
        await using (var pool = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On")))
        {
            ann = await pool.PersonAsync("ann");
            room = await pool.RoomAsync("Closed", RoomPrivacy.Closed);
            await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member));
            var dialog = await pool.JoinAsync(ann, room);
            await pool.PostAsync(ann, dialog, room, "hello");
            await pool.History.ReadRecentAsync(ann, room.Id, 5, CancellationToken.None);
            await pool.DoAsync(new LeaveRoom(ann, dialog, room.Id));
        }

        await using var again = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On"));
        await again.JoinAsync(ann, room);
        var events = await again.EventsAsync();
        var made = $"Name: {again.Committed.Categories[room.CategoryId].Name}; History: True; Files: True; Invitations: True; "
            + $"Allowed: +ma-grp:{PrincipalSet.EverybodyId:D}@u.g";
        var expected = new (ComplianceEventKind, string?, string?)[]
        {
            (ComplianceEventKind.JournalStarted, null, null),
            (ComplianceEventKind.RoomChange, made, "CategoryCreated"),
            (ComplianceEventKind.RoomChange, null, "RoomCreated"),
            (ComplianceEventKind.MembershipChange, "Member", "RolesChanged"),
            (ComplianceEventKind.Join, null, null),
            (ComplianceEventKind.Chat, "hello", null),
            (ComplianceEventKind.Backchat, "last 5", null),
            (ComplianceEventKind.Part, null, "Left"),
            (ComplianceEventKind.JournalStarted, null, null),
            (ComplianceEventKind.Join, null, null),
        };
        Assert.That(events.Select(e => (e.Kind, e.Text, e.Reason)), Is.EqualTo(expected));
        var chat = events[5];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(chat.Room, Is.EqualTo(new ComplianceRoom($"ma-chan://example.com/{room.Id}", "Closed", true)));
            Assert.That(chat.Category!.Uri, Is.EqualTo($"ma-cat://example.com/{room.CategoryId}"));
            Assert.That(chat.Person, Is.EqualTo(new CompliancePerson(ann.Id, ann.Uri, "ann", null, true)));
            Assert.That(chat.ChatId, Is.EqualTo(1));
            Assert.That(events[3].Subject!.Uri, Is.EqualTo(ann.Uri));
            Assert.That(events[7].JoinId, Is.EqualTo(events[4].Id), "the leaving names the coming");
        }
    }

    [Test]
    public async Task With_compliance_off_there_are_no_events_and_a_join_needs_no_transaction()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Lobby");
        var commits = pool.Saboteur.Commits;
        var dialog = await pool.JoinAsync(ann, room);
        await pool.History.ReadRecentAsync(ann, room.Id, 5, CancellationToken.None);
        await pool.DoAsync(new LeaveRoom(ann, dialog, room.Id));
        Assert.That(pool.Saboteur.Commits, Is.EqualTo(commits));
        Assert.That(await pool.EventsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_refused_history_read_is_no_event_and_reads_nothing()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var ann = await pool.PersonAsync("ann");
        var room = await pool.RoomAsync("Closed", RoomPrivacy.Closed);
        var before = (await pool.EventsAsync()).Count;
        var history = await pool.History.ReadRecentAsync(ann, room.Id, 5, CancellationToken.None);
        Assert.That(history.Refusal, Is.EqualTo(Refusal.MayNotRead));
        Assert.That(await pool.EventsAsync(), Has.Count.EqualTo(before));
    }
}
