using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Rules;

public sealed class PresenceTests
{
    private const int Limit = 10;

    [Test]
    public void A_room_is_large_above_the_limit_and_small_again_at_80_percent()
    {
        var room = EmptyRoom();
        var people = Enumerable.Range(0, 11).Select(Someone).ToList();
        var wasLarge = new List<bool>();
        foreach (var participant in people)
        {
            room = room.With(participant, Limit);
            wasLarge.Add(room.IsLarge);
        }

        Assert.That(wasLarge, Is.EqualTo(Enumerable.Repeat(false, 10).Append(true)));
        room = room.Without(people[0], Limit).Without(people[1], Limit);
        Assert.That((room.PersonCount, room.IsLarge), Is.EqualTo((9, true)));
        room = room.Without(people[2], Limit);
        Assert.That((room.PersonCount, room.IsLarge), Is.EqualTo((8, false)));
    }

    [Test]
    public void Dialogs_of_one_person_count_once()
    {
        var person = Someone(1).Person;
        var room = EmptyRoom();
        var first = new Participant(person, new TestEndpoint("one"), RoomRoles.None);
        var second = new Participant(person, new TestEndpoint("two"), RoomRoles.None);
        room = room.With(first, Limit).With(second, Limit);
        Assert.That((room.PersonCount, room.Participants.Count), Is.EqualTo((1, 2)));
        room = room.Without(first, Limit);
        Assert.That(room.IsPresent(person.Id), Is.True);
        room = room.Without(second, Limit);
        Assert.That(room.IsPresent(person.Id), Is.False);
    }

    [Test]
    public void Nothing_is_delivered_after_leaving()
    {
        var endpoint = new TestEndpoint("one");
        var participant = new Participant(Someone(1).Person, endpoint, RoomRoles.None);
        Assert.That(participant.TryDeliver("hello"u8.ToArray()), Is.True);
        participant.Leave();
        Assert.That(participant.TryDeliver("hello"u8.ToArray()), Is.False);
        Assert.That(endpoint.Delivered, Is.EqualTo(1));
    }

    private static Participant Someone(int number) => new(
        new Person(Guid.NewGuid(), $"sip:p{number}@example.com", $"P{number}", null, true),
        new TestEndpoint($"dialog {number}"),
        RoomRoles.None);

    private static RoomSnapshot EmptyRoom()
    {
        var category = new Category(Guid.NewGuid(), "All", "");
        return new RoomSnapshot { Room = new Room(Guid.NewGuid(), category.Id, "Lobby"), Category = category };
    }
}
