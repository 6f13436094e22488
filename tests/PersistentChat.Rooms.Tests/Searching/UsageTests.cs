using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;
using PersistentChat.Rooms.Usage;

namespace PersistentChat.Rooms.Tests.Searching;

/// <summary>How much was said where, by whom and when; and how much rooms hold.</summary>
[EveryEngine]
public sealed class UsageTests
{
    [Test]
    public async Task Messages_are_counted_by_room_person_and_day()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob, eve) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"), await pool.PersonAsync("eve"));
        pool.Clock.Now = new DateTimeOffset(2027, 3, 1, 23, 59, 59, 999, TimeSpan.Zero);
        var first = pool.Clock.Now;
        var lobby = await pool.RoomSayingAsync("Lobby", ann, "one", "two");
        var attic = await pool.RoomAsync("Attic");
        pool.Clock.Now = new DateTimeOffset(2027, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var desk = await pool.RoomSayingAsync("Desk", bob, "three");
        pool.Clock.Now = new DateTimeOffset(2027, 3, 4, 12, 0, 0, TimeSpan.Zero);
        var ear = await pool.JoinAsync(ann, desk);
        await pool.PostAsync(ann, ear, desk, "four");
        await pool.DoAsync(new ReplaceMessages(desk.Id, [1], null) { AsAdministrator = true });

        var all = await pool.Usage.ReadAsync(new DateOnly(2027, 3, 1), new DateOnly(2027, 3, 4), CancellationToken.None);
        Assert.That(Of(all.Rooms, it => it.Name), Is.EqualTo(new[] { ("Attic", 0L), ("Desk", 2), ("Lobby", 2) }), "what was removed was said");
        Assert.That(Of(all.People, it => it.DisplayName), Is.EqualTo(new[] { ("ann", 3L), ("bob", 1), ("eve", 0) }));
        Assert.That(all.Days, Is.EqualTo(new[]
        {
            new DayUsage(new DateOnly(2027, 3, 1), 2, 1), new DayUsage(new DateOnly(2027, 3, 2), 1, 1),
            new DayUsage(new DateOnly(2027, 3, 3), 0, 0), new DayUsage(new DateOnly(2027, 3, 4), 1, 1),
        }));

        var second = await pool.Usage.ReadAsync(new DateOnly(2027, 3, 2), new DateOnly(2027, 3, 3), CancellationToken.None);
        Assert.That(Of(second.Rooms, it => it.Name), Is.EqualTo(new[] { ("Attic", 0L), ("Desk", 1), ("Lobby", 0) }));
        Assert.That(second.Rooms.Single(it => it.Of.Id == lobby.Id).LastAt, Is.EqualTo(first), "whenever that was");
        Assert.That(second.Rooms.Single(it => it.Of.Id == attic.Id).LastAt, Is.Null);
        Assert.That(second.People.Single(it => it.Of.Id == ann.Id).LastAt, Is.EqualTo(pool.Clock.Now));
        Assert.That(second.People.Single(it => it.Of.Id == eve.Id).LastAt, Is.Null);

        await pool.DoAsync(new RemovePerson(eve.Id));
        var last = await pool.Usage.ReadAsync(new DateOnly(2027, 3, 2), new DateOnly(2027, 3, 2), CancellationToken.None);
        Assert.That(Of(last.People, it => it.DisplayName), Is.EqualTo(new[] { ("ann", 0L), ("bob", 1) }));

        static IEnumerable<(string, long)> Of<T>(IEnumerable<UsageOf<T>> counts, Func<T, string> name) =>
            counts.Select(it => (name(it.Of), it.Messages)).Order();
    }

    [Test]
    public async Task Rooms_are_found_by_how_much_they_hold()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var (small, large) = (await pool.RoomSayingAsync("Small", ann, "12345"), await pool.RoomSayingAsync("Large", ann, "12345", "678"));
        await pool.RoomAsync("Empty");
        Assert.That(await pool.Sizes.AboveAsync(0, CancellationToken.None), Is.EquivalentTo(new[] { small.Id, large.Id }));
        Assert.That(await pool.Sizes.AboveAsync(5, CancellationToken.None), Is.EquivalentTo(new[] { large.Id }));
        await pool.DoAsync(new ReplaceMessages(large.Id, [1], null) { AsAdministrator = true });
        Assert.That(await pool.Sizes.AboveAsync(3, CancellationToken.None), Is.EquivalentTo(new[] { small.Id }), "what was removed is not held");
    }
}
