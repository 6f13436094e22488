using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>
/// Random sequences of operations, with failures of the store among them. At the end what is stored, what is in memory
/// after a restart, what was in memory before it, what was announced and what was recorded must be one story.
/// </summary>
[EveryEngine]
public sealed class RandomSequenceTests
{
    public enum Happening
    {
        Join,
        Leave,
        LeaveAll,
        Post,
        PostAgain,
        Promote,
        Demote,
        Group,
        Ungroup,
        Wall,
        NoWall,
        Forbid,
        Allow,
        Disable,
        Enable,
        Move,
        Remove,
        Purge,
        Poison,
        LoseCommit,
        LoseAnswer,
    }

    [FsCheck.NUnit.Property(MaxTest = 40)]
    public Property Everything_agrees_at_the_end() => Prop.ForAll(
        ArbMap.Default.ArbFor<(Happening Happening, byte Person, byte Room, byte Dialog)[]>(),
        steps => RunAsync(steps).GetAwaiter().GetResult());

    private static async Task RunAsync((Happening Happening, byte Person, byte Room, byte Dialog)[] steps)
    {
        using var folder = new TempFolder();
        Pool before;
        IReadOnlyList<string> notes;
        await using (var pool = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On")))
        {
            Person[] people = [await pool.PersonAsync("ann"), await pool.PersonAsync("bob")];
            Room[] rooms = [await pool.RoomAsync("Open"), await pool.RoomAsync("Closed", RoomPrivacy.Closed)];
            var members = await pool.GroupAsync("members");
            await pool.DoAsync(new ChangeRoles(rooms[1].Id, members.Id, RoomRoles.Member));
            var dialogs = Enumerable.Range(0, 4).Select(n => new TestEndpoint($"dialog {n}")).ToList();
            var running = new List<Task>();
            foreach (var (deed, p, r, d) in steps)
            {
                var (person, room, dialog) = (people[p % 2], rooms[r % 2], dialogs[(p % 2 * 2) + (d % 2)]);
                running.Add(Do(pool, deed, person, room, dialog) ?? Change(pool, deed, person, room, members));
            }

            await Task.WhenAll(running);
            notes = await pool.NotesAsync();
            before = pool.Committed;
        }

        await using var again = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On"));
        await AssertSameAsync(again, before, notes);
    }

    // Null: it is a change of rules.
    private static Task? Do(TestPool pool, Happening deed, Person person, Room room, TestEndpoint dialog)
    {
        switch (deed)
        {
            case Happening.Join:
                return pool.Journal.SubmitAsync(new JoinRooms(person, dialog, [room.Id], false));
            case Happening.Leave:
                return pool.Journal.SubmitAsync(new LeaveRoom(person, dialog, room.Id));
            case Happening.LeaveAll:
                return pool.Journal.SubmitAsync(new LeaveAllRooms(dialog, LeaveReason.Expired));
            case Happening.Post:
                return pool.PostAsync(person, dialog, room, "text");
            case Happening.PostAgain:
                return pool.PostAsync(person, dialog, room, "text", "same id");
            case Happening.Promote:
                return pool.Journal.SubmitAsync(new ChangeRoles(room.Id, person.Id, RoomRoles.Member));
            case Happening.Demote:
                return pool.Journal.SubmitAsync(new ChangeRoles(room.Id, person.Id, RoomRoles.None));
            case Happening.Poison:
                return pool.Journal.SubmitAsync(new Poison(room.Id));
            case Happening.LoseCommit:
                pool.Saboteur.FailBeforeCommit = 1;
                return Task.CompletedTask;
            case Happening.LoseAnswer:
                pool.Saboteur.FailAfterCommit = 1;
                return Task.CompletedTask;
            default:
                return null;
        }
    }

    private static Task Change(TestPool pool, Happening deed, Person person, Room room, Group group)
    {
        var now = pool.Committed;
        var category = now.Categories[room.CategoryId];
        var members = now.Affiliations.Groups[group.Id].Members.ToHashSet();
        return deed switch
        {
            Happening.Group => pool.Access.SubmitAsync(
                new ChangeGroup(group with { Members = PrincipalSet.Of(members.Append(person.Id)) })),
            Happening.Ungroup => pool.Access.SubmitAsync(
                new ChangeGroup(group with { Members = PrincipalSet.Of(members.Where(id => id != person.Id)) })),
            Happening.Wall => pool.Access.SubmitAsync(new ChangeCategory(category with { Denied = PrincipalSet.Of(person.Id) })),
            Happening.NoWall => pool.Access.SubmitAsync(new ChangeCategory(category with { Denied = PrincipalSet.None })),
            Happening.Forbid => pool.Access.SubmitAsync(new SetPolicy(person.Id, false)),
            Happening.Allow => pool.Access.SubmitAsync(new SetPolicy(person.Id, null)),
            Happening.Disable => pool.Journal.SubmitAsync(new ChangeRoom(room with { Disabled = true })),
            Happening.Enable => pool.Journal.SubmitAsync(new ChangeRoom(room)),
            Happening.Move => pool.Journal.SubmitAsync(
                new MoveRoom(room.Id, now.Categories.Keys.First(id => id != now.Rooms[room.Id].Category.Id))),
            Happening.Remove => pool.Journal.SubmitAsync(new ReplaceMessages(room.Id, [now.Rooms[room.Id].LastId], null)),
            Happening.Purge => pool.Journal.SubmitAsync(new PurgeRoom(room.Id, now.Rooms[room.Id].LastId)),
            _ => throw new ArgumentOutOfRangeException(nameof(deed)),
        };
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
            Assert.That(
                (now.Room, now.Category, now.FirstId, now.LastId),
                Is.EqualTo((was.Room, was.Category, was.FirstId, was.LastId)));
            Assert.That(now.Roles, Is.EquivalentTo(was.Roles));
            Assert.That(now.GroupRoles, Is.EquivalentTo(was.GroupRoles));
            Assert.That(
                ofRoom.Select(m => m.ChatId), Is.EqualTo(Enumerable.Range((int)was.FirstId, (int)(was.LastId - was.FirstId + 1))));
            Assert.That(
                ofRoom.Where(m => m.State is MessageState.Removed).Select(m => (long?)m.ChatId),
                Is.EquivalentTo(events
                    .Where(e => e.Kind is ComplianceEventKind.Deletion && e.Room!.Name == was.Room.Name && e.ChatId >= was.FirstId)
                    .Select(e => e.ChatId)
                    .Distinct()));
            Assert.That(ofRoom.Select(m => m.At), Is.Ordered);
            var present = Present(events.Where(e => e.Room?.Name == was.Room.Name));
            Assert.That(present, Is.EquivalentTo(was.Roster.Values.Select(p => p.Person.Uri)));
            foreach (var presence in was.Roster.Values)
            {
                var standing = before.StandingIn(was, before.Person(presence.Person.Id)!);
                Assert.That(RoomAccess.Check(Deed.Join, was, standing), Is.Null, "nobody is where it may not be");
                Assert.That(presence.Roles, Is.EqualTo(standing.Roles));
            }

            Assert.That(was.Participants, Has.Count.EqualTo(was.Roster.Values.Sum(p => p.DialogIds.Length)));
        }

        var told = events.Select(Told).OfType<string>();
        Assert.That(notes.Where(IsEvent), Is.EqualTo(told));
        Assert.That(again.Committed.Affiliations.Groups, Is.EquivalentTo(before.Affiliations.Groups));
        Assert.That(again.Committed.Policies, Is.EquivalentTo(before.Policies));
        Assert.That(rows.Count(m => m.ClientMessageId is not null), Is.EqualTo(
            rows.Where(m => m.ClientMessageId is not null).DistinctBy(m => (m.RoomId, m.AuthorId)).Count()));
    }

    // Others are told, and recorded as something else: who is invited and put out, that a room changed.
    private static bool IsEvent(string note) =>
        !note.Contains(" is invited to ", StringComparison.Ordinal) && !note.Contains(" is put out of ", StringComparison.Ordinal)
        && !note.EndsWith(" changed", StringComparison.Ordinal);

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
