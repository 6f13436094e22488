using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>
/// Random sequences of operations, with failures of the store among them. At the end what is stored, what is in memory
/// after a restart, what was in memory before it, what was announced and what was recorded must be one story.
/// </summary>
[EveryEngine]
public sealed class RandomSequenceTests
{
    public enum Deed
    {
        Join,
        Leave,
        LeaveAll,
        Post,
        PostAgain,
        Promote,
        Demote,
        Poison,
        LoseCommit,
        LoseAnswer,
    }

    [FsCheck.NUnit.Property(MaxTest = 25)]
    public Property Everything_agrees_at_the_end() => Prop.ForAll(
        ArbMap.Default.ArbFor<(Deed Deed, byte Person, byte Room, byte Dialog)[]>(),
        steps => RunAsync(steps).GetAwaiter().GetResult());

    private static async Task RunAsync((Deed Deed, byte Person, byte Room, byte Dialog)[] steps)
    {
        using var folder = new TempFolder();
        Pool before;
        IReadOnlyList<string> notes;
        await using (var pool = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On")))
        {
            Person[] people = [await pool.PersonAsync("ann"), await pool.PersonAsync("bob")];
            Room[] rooms = [await pool.RoomAsync("Open"), await pool.RoomAsync("Closed", RoomPrivacy.Closed)];
            var dialogs = Enumerable.Range(0, 4).Select(n => new TestEndpoint($"dialog {n}")).ToList();
            var running = new List<Task>();
            foreach (var (deed, p, r, d) in steps)
            {
                var (person, room, dialog) = (people[p % 2], rooms[r % 2], dialogs[(p % 2 * 2) + (d % 2)]);
                running.Add(Do(pool, deed, person, room, dialog));
            }

            await Task.WhenAll(running);
            notes = await pool.NotesAsync();
            before = pool.Committed;
        }

        await using var again = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On"));
        await AssertSameAsync(again, before, notes);
    }

    private static Task Do(TestPool pool, Deed deed, Person person, Room room, TestEndpoint dialog)
    {
        switch (deed)
        {
            case Deed.Join:
                return pool.Journal.SubmitAsync(new JoinRooms(person, dialog, [room.Id], false));
            case Deed.Leave:
                return pool.Journal.SubmitAsync(new LeaveRoom(person, dialog, room.Id));
            case Deed.LeaveAll:
                return pool.Journal.SubmitAsync(new LeaveAllRooms(dialog, LeaveReason.Expired));
            case Deed.Post:
                return pool.PostAsync(person, dialog, room, "text");
            case Deed.PostAgain:
                return pool.PostAsync(person, dialog, room, "text", "same id");
            case Deed.Promote:
                return pool.Journal.SubmitAsync(new ChangeRoles(room.Id, person.Id, RoomRoles.Member));
            case Deed.Demote:
                return pool.Journal.SubmitAsync(new ChangeRoles(room.Id, person.Id, RoomRoles.None));
            case Deed.Poison:
                return pool.Journal.SubmitAsync(new Poison(room.Id));
            case Deed.LoseCommit:
                pool.Saboteur.FailBeforeCommit = 1;
                return Task.CompletedTask;
            case Deed.LoseAnswer:
                pool.Saboteur.FailAfterCommit = 1;
                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(deed));
        }
    }

    private static async Task AssertSameAsync(TestPool again, Pool before, IReadOnlyList<string> notes)
    {
        await using var db = again.Read();
        var rows = await db.Messages.AsNoTracking().OrderBy(m => m.ChatId).ToListAsync();
        var story = await again.EventsAsync();
        EventStory.AssertWhole(story);
        Assert.That(Present(story), Is.Empty, "whoever was left behind has left by now");
        var events = story.TakeWhile(e => e.Position.Epoch == story[0].Position.Epoch).ToList();
        foreach (var was in before.Rooms.Values)
        {
            var now = again.Committed.Room(was.Id)!;
            var ofRoom = rows.Where(m => m.RoomId == was.Id).ToList();
            Assert.That((now.Room, now.Category, now.LastId), Is.EqualTo((was.Room, was.Category, was.LastId)));
            Assert.That(now.Roles, Is.EquivalentTo(was.Roles));
            Assert.That(ofRoom.Select(m => m.ChatId), Is.EqualTo(Enumerable.Range(1, (int)was.LastId)));
            Assert.That(ofRoom.Select(m => m.At), Is.Ordered);
            var present = Present(events.Where(e => e.Room?.Name == was.Room.Name));
            Assert.That(present, Is.EquivalentTo(was.Roster.Values.Select(p => p.Person.Uri)));
            Assert.That(was.Participants, Has.Count.EqualTo(was.Roster.Values.Sum(p => p.DialogIds.Length)));
        }

        var told = events.Select(Told).OfType<string>();
        Assert.That(notes, Is.EqualTo(told));
        Assert.That(rows.Count(m => m.ClientMessageId is not null), Is.EqualTo(
            rows.Where(m => m.ClientMessageId is not null).DistinctBy(m => (m.RoomId, m.AuthorId)).Count()));
    }

    private static string? Told(ComplianceEvent happened) => happened.Kind switch
    {
        ComplianceEventKind.Chat => $"{happened.Text} #{happened.ChatId}",
        ComplianceEventKind.Join => $"{happened.Person!.DisplayName} entered",
        ComplianceEventKind.Part => $"{happened.Person!.DisplayName} left: {happened.Reason}",
        _ => null,
    };

    private static IEnumerable<string> Present(IEnumerable<ComplianceEvent> events) =>
        events.Where(e => e.Kind is ComplianceEventKind.Join)
            .ExceptBy(events.Select(e => e.JoinId), e => e.Id)
            .Select(e => e.Person!.Uri);
}
