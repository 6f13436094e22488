using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>People who are removed, what is set for the pool, and repeated requests: all of it across a restart.</summary>
[EveryEngine]
public sealed class RemovalTests
{
    private static readonly string Hash = new('h', KeptRequest.HashLength);

    [Test]
    public async Task Who_is_removed_stays_so_over_a_restart_and_is_who_it_was_when_it_comes_back()
    {
        using var folder = new TempFolder();
        Person ann;
        Room room;
        await using (var pool = await TestPool.StartAsync(folder.Path, ("Compliance:Mode", "On")))
        {
            ann = await pool.DoAsync(pool.Passwords.Create(new Person(Guid.NewGuid(), "sip:ann@example.com", "Ann", null, true), "secret").Value);
            var token = new AccessToken(Guid.NewGuid(), "t", ann.Id, PoolRole.Person, Hash, pool.Clock.Now, pool.Clock.Now.AddDays(1));
            await pool.DoAsync(new CreateToken(token));
            room = await pool.RoomSayingAsync("Lobby", ann, "one", "two");
            await pool.DoAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member | RoomRoles.Manager));
            var group = await pool.GroupAsync("G", ann.Id);
            await pool.DoAsync(new StorePreference(ann, "label", 1, "<a/>"));
            await pool.DoAsync(new RemovePerson(ann.Id) { AsAdministrator = true });
            Assert.That(pool.Committed.Affiliations.Groups[group.Id].Members, Is.Empty);
            Assert.That(pool.Committed.Room(room.Id)!.PersonCount, Is.Zero, "it was in the room");

            var told = (await pool.EventsAsync()).Where(e => e.Subject?.Id == ann.Id || e.Person?.Id == ann.Id).TakeLast(3).ToList();
            Assert.That(told.Select(e => (e.Kind, e.Reason)), Is.EqualTo(new[]
            {
                (ComplianceEventKind.Part, "AccessLost"), (ComplianceEventKind.MembershipChange, "PersonRemoved"),
                (ComplianceEventKind.MembershipChange, "PersonRemoved"),
            }));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        Assert.That(again.Committed.Person(ann.Id), Is.Null);
        Assert.That(again.Committed.Person(ann.Uri), Is.Null);
        Assert.That(again.Passwords.Find(ann.Id), Is.Null);
        Assert.That(again.Committed.Tokens, Is.Empty);
        Assert.That(again.Committed.Room(room.Id)!.Roles, Is.Empty);
        Assert.That(again.Committed.Roaming(ann.Id).Preferences, Is.Empty);
        Assert.That(again.People.Search([], [], null).People, Is.Empty);

        var bob = await again.PersonAsync("bob");
        Assert.That((await again.History.ReadRecentAsync(bob, room.Id, null, CancellationToken.None)).Value.Select(m => (m.Author.Uri, m.Text)),
            Is.EqualTo(new[] { (ann.Uri, "one"), (ann.Uri, "two") }));
        Assert.That(await again.RefusalOfAsync(new CreatePerson(ann with { Id = Guid.NewGuid() })), Is.EqualTo(Refusal.DuplicateName));
        Assert.That(await again.RefusalOfAsync(new ChangeRoles(room.Id, ann.Id, RoomRoles.Member)), Is.EqualTo(Refusal.NoSuchPrincipal));
        Assert.That(again.Committed.IdFor(ann.Uri), Is.EqualTo(ann.Id));
        await again.DoAsync(new CreatePerson(ann with { DisplayName = "Ann again" }));
        await again.DoAsync(new StorePreference(ann, "label", 1, "<b/>"));
        Assert.That(again.Committed.Person(ann.Uri)!.DisplayName, Is.EqualTo("Ann again"));
    }

    [Test]
    public async Task A_trial_says_what_would_be_refused_and_makes_nobody()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = new Person(Guid.NewGuid(), "sip:ann@example.com", "Ann", null, true);
        await pool.DoAsync(new CreatePerson(ann) { IsTrial = true });
        Assert.That(pool.Committed.People, Is.Empty);
        await pool.DoAsync(new CreatePerson(ann));
        Assert.That(await pool.RefusalOfAsync(new CreatePerson(ann) { IsTrial = true }), Is.EqualTo(Refusal.DuplicateName));
    }

    [Test]
    public async Task What_is_set_for_the_pool_holds_after_a_restart_too()
    {
        using var folder = new TempFolder();
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            await pool.DoAsync(new ChangePoolSettings(new PoolSettings(DefaultHistory: 3)));
            await pool.DoAsync(new ChangePoolSettings(new PoolSettings(DefaultHistory: 1, ParticipantUpdateLimit: 1)));
            Assert.That(await pool.RefusalOfAsync(new ChangePoolSettings(new PoolSettings(DefaultHistory: 501))), Is.Not.Null);
        }

        await using (var again = await TestPool.StartAsync(folder.Path))
        {
            Assert.That(again.Committed.Settings, Is.EqualTo(new PoolSettings(DefaultHistory: 1, ParticipantUpdateLimit: 1)));
            var (ann, bob) = (await again.PersonAsync("ann"), await again.PersonAsync("bob"));
            var room = await again.RoomSayingAsync("Lobby", ann, "one", "two");
            Assert.That((await again.History.ReadRecentAsync(ann, room.Id, null, CancellationToken.None)).Value, Has.Count.EqualTo(1));
            await again.JoinAsync(bob, room);
            Assert.That(again.Committed.Room(room.Id)!.IsLarge, Is.True);
            await again.DoAsync(new ChangePoolSettings(PoolSettings.None));
        }

        await using var last = await TestPool.StartAsync(folder.Path);
        Assert.That(last.Committed.Settings, Is.EqualTo(PoolSettings.None));
    }

    [Test]
    public async Task A_repeated_request_is_known_after_a_restart_until_it_expires()
    {
        using var folder = new TempFolder();
        var ann = new Person(Guid.NewGuid(), "sip:ann@example.com", "Ann", null, true);
        DateTimeOffset until;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            until = pool.Clock.Now.AddMinutes(5);
            await pool.DoAsync(Create(Hash));
            Assert.That(await pool.RefusalOfAsync(Create(Hash)), Is.EqualTo(Refusal.AlreadyMade));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        again.Clock.Now = until.AddTicks(-1);
        Assert.That(await again.RefusalOfAsync(Create(Hash)), Is.EqualTo(Refusal.AlreadyMade));
        Assert.That(await again.RefusalOfAsync(Create(new string('g', KeptRequest.HashLength))), Is.EqualTo(Refusal.KeyReused));
        again.Clock.Now = until;
        Assert.That(await again.RefusalOfAsync(Create(Hash)), Is.EqualTo(Refusal.DuplicateName), "a new request");

        CreatePerson Create(string content) => new(ann) { Request = new KeptRequest("k", content, ann.Id, until) };
    }
}
