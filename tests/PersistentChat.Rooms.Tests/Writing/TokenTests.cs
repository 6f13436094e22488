using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>Access tokens, and changes of people, as administrators make them.</summary>
[EveryEngine]
public sealed class TokenTests
{
    private static readonly string Hash = new('h', AccessToken.HashLength);

    [Test]
    public async Task Tokens_and_changed_people_survive_a_restart()
    {
        using var folder = new TempFolder();
        AccessToken used;
        Person renamed;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            var ann = await pool.PersonAsync("ann");
            var (kept, gone) = (Token(pool, ann, "kept"), Token(pool, ann, "gone"));
            await pool.DoAsync(new CreateToken(kept));
            await pool.DoAsync(new CreateToken(gone));
            await pool.DoAsync(new RevokeToken(gone.Id));
            used = await pool.DoAsync(new UseToken(kept.Id));
            renamed = await pool.DoAsync(new ChangePerson(ann with { DisplayName = "Ann B.", Mail = "ann@mail.example" }));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        Assert.That(again.Committed.Tokens.Values, Is.EqualTo(new[] { used }));
        Assert.That(used.LastUsedAt, Is.Not.Null);
        Assert.That(again.Committed.Person(renamed.Id), Is.EqualTo(renamed));
    }

    [Test]
    public async Task The_use_of_a_token_is_noted_every_ten_minutes()
    {
        await using var pool = await TestPool.StartAsync();
        var token = await pool.DoAsync(new CreateToken(Token(pool, await pool.PersonAsync("ann"), "a")));
        var first = await pool.DoAsync(new UseToken(token.Id));
        pool.Clock.Now += TimeSpan.FromMinutes(9);
        Assert.That(await pool.DoAsync(new UseToken(token.Id)), Is.EqualTo(first));
        pool.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.That((await pool.DoAsync(new UseToken(token.Id))).LastUsedAt, Is.EqualTo(pool.Clock.Now));
        Assert.That(await pool.RefusalOfAsync(new UseToken(Guid.NewGuid())), Is.EqualTo(Refusal.NoSuchToken));
    }

    [Test]
    public async Task A_token_that_cannot_be_is_refused()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = await pool.PersonAsync("ann");
        var token = Token(pool, ann, "a");
        await pool.DoAsync(new CreateToken(token));
        (CreateToken Command, RefusalKind Kind)[] all =
        [
            (new CreateToken(Token(pool, ann, "b")) { By = ann }, RefusalKind.NotAdministrator),
            (new CreateToken(Token(pool, ann, " ")), RefusalKind.InvalidArgument),
            (new CreateToken(Token(pool, ann, "b") with { ExpiresAt = pool.Clock.Now }), RefusalKind.InvalidArgument),
            (new CreateToken(Token(pool, ann, "b") with { SecretHash = "" }), RefusalKind.InvalidArgument),
            (new CreateToken(Token(pool, ann, "b") with { Role = (PoolRole)9 }), RefusalKind.InvalidArgument),
            (new CreateToken(Token(pool, ann, "b") with { PersonId = Guid.NewGuid() }), RefusalKind.NoSuchPerson),
            (new CreateToken(Token(pool, ann, "A")), RefusalKind.DuplicateName),
        ];
        foreach (var (command, kind) in all)
        {
            Assert.That((await pool.RefusalOfAsync(command))?.Kind, Is.EqualTo(kind), $"{command.Token.Name} {command.Token.Role}");
        }

        Assert.That(await pool.RefusalOfAsync(new RevokeToken(token.Id) { By = ann }), Is.EqualTo(Refusal.NotAdministrator));
        Assert.That(await pool.RefusalOfAsync(new RevokeToken(Guid.NewGuid())), Is.EqualTo(Refusal.NoSuchToken));
    }

    [Test]
    public async Task Who_loses_a_role_loses_the_tokens_that_carry_more_than_it_still_may()
    {
        const PoolRole Person = PoolRole.Person, Administrator = PoolRole.Administrator, Auditor = PoolRole.Auditor, Officer = PoolRole.ComplianceOfficer;
        (PoolRole Before, PoolRole Now, PoolRole[] Left)[] all =
        [
            (Administrator, Person, [Person]),
            (Administrator, Auditor, [Person, Auditor]),
            (Auditor, Officer, [Person, Officer]),
            (Officer, Person, [Person]),

            // Nothing is taken.
            (Auditor, Auditor, [Person, Administrator, Officer, Auditor]),
            (Auditor, Administrator, [Person, Administrator, Officer, Auditor]),
            (Person, Auditor, [Person, Administrator, Officer, Auditor]),
        ];
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var bystander = await pool.DoAsync(new CreateToken(Token(pool, await pool.PersonAsync("bystander"), "not hers")));
        foreach (var (before, now, left) in all)
        {
            var name = $"{before} {now}";
            var ann = await pool.PersonAsync($"ann{pool.Committed.People.Count}");
            await pool.DoAsync(new SetPersonRole(ann.Id, before));
            foreach (var role in Enum.GetValues<PoolRole>())
            {
                await pool.DoAsync(new CreateToken(Token(pool, ann, $"{name} {role}") with { Role = role }));
            }

            await pool.DoAsync(new SetPersonRole(ann.Id, now));
            var roles = pool.Committed.Tokens.Values.Where(token => token.PersonId == ann.Id).Select(token => token.Role);
            Assert.That(roles, Is.EquivalentTo(left), name);
            var revoked = (await pool.EventsAsync()).Where(e => e.Reason == "TokenRevoked" && e.Subject!.Id == ann.Id);
            Assert.That(revoked.Count(), Is.EqualTo(4 - left.Length), name);
        }

        Assert.That(pool.Committed.Tokens.Values, Does.Contain(bystander));
    }

    [Test]
    public async Task What_administrators_do_with_people_is_an_event_with_before_and_after()
    {
        await using var pool = await TestPool.StartAsync(null, ("Compliance:Mode", "On"));
        var (ada, ann) = (await pool.PersonAsync("ada"), await pool.PersonAsync("ann"));
        Assert.That(await pool.RefusalOfAsync(new ChangePerson(ann with { DisplayName = "A" }) { By = ann }), Is.EqualTo(Refusal.NotAdministrator));
        await pool.DoAsync(ByAda(new ChangePerson(ann with { DisplayName = "Ann B.", Enabled = false })));
        await pool.DoAsync(ByAda(pool.Passwords.Set(ann, "secret")));
        Assert.That(
            (await pool.RefusalOfAsync(ByAda(new ChangePerson(ann) { Expected = ann })))?.Kind, Is.EqualTo(RefusalKind.Collision));

        var hers = (await pool.EventsAsync()).Where(e => e.Person?.Id == ada.Id).ToList();
        Assert.That(hers.Select(e => (e.Kind, e.Reason, e.Text)), Is.EqualTo(new[]
        {
            (ComplianceEventKind.MembershipChange, "PersonChanged", $"DisplayName: {ann.DisplayName} -> Ann B.; Enabled: True -> False"),
            (ComplianceEventKind.MembershipChange, "PasswordSet", ""),
        }));
        Assert.That(hers.Select(e => e.Subject!.Id), Is.All.EqualTo(ann.Id));

        ChangeCommand<Person> ByAda(ChangeCommand<Person> change) =>
            change with { By = ada, AsAdministrator = true };
    }

    private static AccessToken Token(TestPool pool, Person person, string name) => new(
        Guid.NewGuid(), name, person.Id, PoolRole.Auditor, Hash, pool.Clock.Now, pool.Clock.Now.AddDays(1));
}
