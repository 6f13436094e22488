using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Who is signed in with a browser, for how long, and as what.</summary>
public sealed class SessionTests
{
    private static readonly string Hash = new('h', AccessToken.HashLength);
    private static readonly SessionRules Rules = new(TimeSpan.FromHours(12), TimeSpan.FromMinutes(30), MaxPerPerson: 2);

    [TestCase(0, 29, ExpectedResult = false)]
    [TestCase(0, 30, ExpectedResult = true)]
    [TestCase(700, 719, ExpectedResult = false)]
    [TestCase(719, 720, ExpectedResult = true)]
    public bool A_session_ends_with_its_life_or_without_use(int usedAfter, int minutes)
    {
        var begun = DateTimeOffset.UnixEpoch;
        var session = new BrowserSession(Guid.NewGuid(), Guid.NewGuid(), Hash, begun, begun.AddMinutes(usedAfter));
        return session.IsOver(begun.AddMinutes(minutes), Rules);
    }

    [Test]
    public async Task Sessions_and_roles_survive_a_restart()
    {
        using var folder = new TempFolder();
        BrowserSession used;
        Person auditor;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            var ann = await pool.PersonAsync("ann");
            auditor = await pool.DoAsync(new SetPersonRole(ann.Id, PoolRole.Auditor));
            var (kept, gone) = (await BeginAsync(pool, ann), await BeginAsync(pool, ann));
            await pool.DoAsync(new EndSessions(ann.Id, gone.Id));
            pool.Clock.Now += TimeSpan.FromMinutes(1);
            used = (await pool.DoAsync(new UseSession(kept.Id)))!;
            Assert.That(used, Is.EqualTo(kept with { LastUsedAt = pool.Clock.Now }));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        Assert.That(again.Committed.Sessions.Values, Is.EqualTo(new[] { used }));
        Assert.That(again.Committed.Person(auditor.Id), Is.EqualTo(auditor));
        Assert.That(auditor.Role, Is.EqualTo(PoolRole.Auditor));
    }

    [Test]
    public async Task Who_is_removed_comes_back_without_role_and_sessions()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        await pool.DoAsync(new SetPersonRole(ann.Id, PoolRole.Administrator));
        await BeginAsync(pool, ann);
        var bobs = await BeginAsync(pool, await pool.PersonAsync("bob"));

        var removed = await pool.DoAsync(new RemovePerson(ann.Id));
        Assert.That(removed.Role, Is.EqualTo(PoolRole.Person));
        Assert.That(pool.Committed.Sessions.Values, Is.EqualTo(new[] { bobs }));

        await pool.DoAsync(new CreatePerson(ann));
        Assert.That(pool.Committed.Person(ann.Id)!.Role, Is.EqualTo(PoolRole.Person));
        Assert.That(pool.Committed.Sessions.Values, Is.EqualTo(new[] { bobs }));
    }

    [Test]
    public async Task The_use_of_a_session_is_noted_every_minute_and_does_not_bring_it_back()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var session = await BeginAsync(pool, ann);
        pool.Clock.Now += TimeSpan.FromSeconds(59);
        Assert.That(await pool.DoAsync(new UseSession(session.Id)), Is.EqualTo(session));
        pool.Clock.Now += TimeSpan.FromSeconds(1);
        Assert.That((await pool.DoAsync(new UseSession(session.Id)))!.LastUsedAt, Is.EqualTo(pool.Clock.Now));
        await pool.DoAsync(new EndSessions(ann.Id));
        Assert.That(await pool.DoAsync(new UseSession(session.Id)), Is.Null);
        Assert.That(pool.Committed.Sessions, Is.Empty);
    }

    [Test]
    public async Task Another_password_and_disabling_end_all_sessions_of_that_person_alone()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        var other = await BeginAsync(pool, bob);
        await BeginAsync(pool, ann);
        await pool.DoAsync(pool.Passwords.Set(ann, "new"));
        Assert.That(pool.Committed.Sessions.Values, Is.EqualTo(new[] { other }));

        await BeginAsync(pool, ann);
        await pool.DoAsync(new SetPersonEnabled(ann.Id, Enabled: false));
        Assert.That(pool.Committed.Sessions.Values, Is.EqualTo(new[] { other }));
        Assert.That(await pool.RefusalOfAsync(Begin(ann)), Is.EqualTo(Refusal.PersonDisabled));
        Assert.That(await pool.RefusalOfAsync(Begin(ann with { Id = Guid.NewGuid() })), Is.EqualTo(Refusal.NoSuchPerson));
    }

    [Test]
    public async Task With_one_too_many_the_one_ends_that_was_not_used_for_longest_and_those_that_are_over_are_forgotten()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        await BeginAsync(pool, bob);
        pool.Clock.Now += TimeSpan.FromMinutes(15);
        var first = await BeginAsync(pool, ann);
        pool.Clock.Now += TimeSpan.FromMinutes(5);
        var second = await BeginAsync(pool, ann);
        pool.Clock.Now += TimeSpan.FromMinutes(10);
        first = (await pool.DoAsync(new UseSession(first.Id)))!;
        var third = await BeginAsync(pool, ann);
        Assert.That(pool.Committed.Sessions.Values, Is.EquivalentTo(new[] { first, third }), $"neither {second} nor bob's");
        Assert.That((await pool.RefusalOfAsync(Begin(ann) with { SessionId = third.Id }))?.Kind, Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That((await pool.RefusalOfAsync(Begin(ann) with { SecretHash = "" }))?.Kind, Is.EqualTo(RefusalKind.InvalidArgument));
    }

    [Test]
    public async Task A_password_that_was_right_holds_until_there_is_another()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        Assert.That(pool.Passwords.Check(ann.Id, ""), Is.Null, "who has no password has not the empty one");
        Assert.That(pool.Passwords.Check(Guid.NewGuid(), ""), Is.Null);
        await pool.DoAsync(pool.Passwords.Set(ann, "right"));
        Assert.That(pool.Passwords.Check(ann.Id, "wrong"), Is.Null);
        var proof = pool.Passwords.Check(ann.Id, "right")!;
        Assert.That(pool.Passwords.Holds(proof), Is.True);
        await pool.DoAsync(pool.Passwords.Set(ann, "right"));
        Assert.That(pool.Passwords.Holds(proof), Is.False, "set anew, to whatever");
    }

    [Test]
    public async Task Roles_are_given_by_administrators_and_changing_a_name_does_not_give_one_back()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var ann = await pool.PersonAsync("ann");
        var seen = await pool.DoAsync(new SetPersonRole(ann.Id, PoolRole.Administrator) { Expected = ann, AsAdministrator = true });
        Assert.That(await pool.RefusalOfAsync(new SetPersonRole(ann.Id, PoolRole.Auditor) { By = ann }), Is.EqualTo(Refusal.NotAdministrator));
        Assert.That(await pool.RefusalOfAsync(new SetPersonRole(ann.Id, PoolRole.Auditor) { Expected = ann }), Is.EqualTo(Refusal.Collision));
        Assert.That(await pool.RefusalOfAsync(new SetPersonRole(Guid.NewGuid(), PoolRole.Auditor)), Is.EqualTo(Refusal.NoSuchPerson));
        Assert.That((await pool.RefusalOfAsync(new SetPersonRole(ann.Id, (PoolRole)9)))?.Kind, Is.EqualTo(RefusalKind.InvalidArgument));

        await pool.DoAsync(new SetPersonRole(ann.Id, PoolRole.Person) { AsAdministrator = true });
        var renamed = await pool.DoAsync(new ChangePerson(seen with { DisplayName = "Ann B." }));
        Assert.That(renamed.Role, Is.EqualTo(PoolRole.Person));
        var told = (await pool.EventsAsync()).Where(e => e.Kind == ComplianceEventKind.MembershipChange).Select(e => e.Text);
        Assert.That(told, Is.EqualTo(new[] { "Role: Person -> Administrator", "Role: Administrator -> Person" }));
    }

    [Test]
    public async Task People_change_their_own_password_and_nobody_elses()
    {
        await using var pool = await TestPool.StartAsync();
        var (ann, bob) = (await pool.PersonAsync("ann"), await pool.PersonAsync("bob"));
        await pool.DoAsync(pool.Passwords.Set(ann, "mine") with { By = ann });
        Assert.That(pool.Passwords.Check(ann.Id, "mine"), Is.Not.Null);
        Assert.That(await pool.RefusalOfAsync(pool.Passwords.Set(ann, "his") with { By = bob }), Is.EqualTo(Refusal.NotAdministrator));
    }

    private static BeginSession Begin(Person person) => new(Guid.CreateVersion7(), person.Id, Hash, Rules);

    private static Task<BrowserSession> BeginAsync(TestPool pool, Person person) => pool.DoAsync(Begin(person));
}
