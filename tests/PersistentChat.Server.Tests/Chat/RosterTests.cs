using System.Collections.Immutable;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Chat;
using PersistentChat.Xccos.Notices;

namespace PersistentChat.Server.Tests.Chat;

/// <summary>Who is told of whom when people come faster than their room is told.</summary>
internal sealed class RosterTests
{
    private RoomSnapshot _room = null!;

    [SetUp]
    public void MakeRoom()
    {
        var category = new Category(Guid.NewGuid(), "Desks", "");
        _room = new RoomSnapshot { Category = category, Room = new Room(Guid.NewGuid(), category.Id, "Desk") };
    }

    [Test]
    public void Each_who_is_there_is_told_once_of_all_who_came_after_it()
    {
        Enter(NewPerson("ann"));
        List<PersonEntered> entered = [Enter(NewPerson("bob")), Enter(NewPerson("cid")), Enter(NewPerson("dan"))];

        var tellings = new Roster("example.com").Follow(entered).ToList();

        Assert.That(Heard(tellings), Is.EquivalentTo(new[] { "ann: bob cid dan", "bob: cid dan", "cid: dan" }));
        Assert.That(tellings.Select(telling => ((JoinNotice)telling.What).Id), Is.EqualTo(new[] { "ntc:bjoin", "ntc:bjoin", "ntc:join" }));
    }

    [Test]
    public void Somebody_who_comes_alone_is_told_of_like_ever()
    {
        Enter(NewPerson("ann"));
        var entered = Enter(NewPerson("bob"));
        var alone = new Roster("example.com").Follow([entered]).Single();
        Assert.That(((JoinNotice)alone.What).Id, Is.EqualTo("ntc:join"));
        Assert.That(Heard([alone]), Is.EqualTo(new[] { "ann: bob" }));
    }

    [Test]
    public void Once_the_room_is_large_nobody_is_told()
    {
        Enter(NewPerson("ann"));
        var bob = Enter(NewPerson("bob"));
        _room = _room with { IsLarge = true };
        var (cid, dan, eve) = (Enter(NewPerson("cid")), Enter(NewPerson("dan")), Enter(NewPerson("eve")));
        var roster = new Roster("example.com");
        Assert.That(Heard(roster.Follow([bob, cid]).ToList()), Is.EqualTo(new[] { "ann: bob" }));
        Assert.That(Heard(roster.Follow([dan, eve]).ToList()), Is.Empty);
    }

    [Test]
    public void Told_together_or_one_by_one_everybody_hears_of_the_same_people_in_the_same_order([Range(1, 25)] int seed)
    {
        var chance = new Random(seed);
        Enter(NewPerson("ann"));
        Enter(NewPerson("bob"));
        var entered = new List<PersonEntered>();
        for (var i = 0; i < 12; i++)
        {
            var there = _room.Participants.Values.OrderBy(participant => participant.DialogId).ToList();
            var one = there[chance.Next(there.Count)];
            switch (chance.Next(4))
            {
                case 0:
                    AddDialog(one.Person, $"{one.Person.DisplayName}-{i}");
                    break;
                case 1:
                    // It left, the journal has not heard of that, and it came back.
                    AddDialog(one.Person, one.DialogId);
                    break;
                default:
                    entered.Add(Enter(NewPerson($"p{i}")));
                    break;
            }
        }

        entered.Add(Enter(NewPerson("last")));
        var oneByOne = new Roster("example.com");
        Assert.That(
            Heard(new Roster("example.com").Follow(entered).ToList()),
            Is.EquivalentTo(Heard(entered.SelectMany(each => oneByOne.Follow(each)).ToList(), _room)));
    }

    /// <summary>By dialog, of whom it hears in all notices together; only those who are in the room, if one is given.</summary>
    private static IEnumerable<string> Heard(IEnumerable<Telling> tellings, RoomSnapshot? only = null) => tellings
        .SelectMany(telling => telling.Audience.SelectMany(participant => ((JoinNotice)telling.What).People, (participant, entrant) => (participant, entrant)))
        .Where(heard => only is null || only.Participants[heard.participant.DialogId] == heard.participant)
        .GroupBy(heard => heard.participant, heard => heard.entrant.Person.DisplayName)
        .Select(heard => $"{heard.Key.DialogId}: {string.Join(' ', heard)}");

    private static Person NewPerson(string name) => new(Guid.NewGuid(), $"sip:{name}@example.com", name, null, true);

    private PersonEntered Enter(Person person)
    {
        AddDialog(person, person.DisplayName);
        return new PersonEntered(_room, person, RoomRoles.Member, Batch: false);
    }

    private void AddDialog(Person person, string dialogId) => _room = _room with
    {
        Participants = _room.Participants.SetItem(dialogId, new Participant(person, new Endpoint(dialogId), RoomRoles.Member)),
        Roster = _room.Roster.SetItem(person.Id, new(person, RoomRoles.Member, ImmutableArray<string>.Empty, Guid.Empty)),
    };

    private sealed record Endpoint(string DialogId) : IChatEndpoint
    {
        public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes) => throw new NotSupportedException("Nothing is delivered here.");
    }
}
