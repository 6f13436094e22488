using Microsoft.EntityFrameworkCore;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Writing;

/// <summary>What a person has on every endpoint: what is kept of it, for how long, and what is refused.</summary>
[EveryEngine]
public sealed class RoamingTests
{
    private static readonly PublicationKey Followed = new("roomSetting", "4711", "1");

    [Test]
    public async Task Static_and_user_publications_outlive_a_restart_with_their_versions()
    {
        using var folder = new TempFolder();
        Guid ann;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = (await pool.PersonAsync("ann")).Id;
            await PublishAsync(pool, ann, "c1", Request(Followed, 0));
            await PublishAsync(pool, ann, "c1", Request(Followed, 1, content: "<b xmlns=\"urn:x\"> &amp; </b>"));
            await PublishAsync(pool, ann, "c1", Request(new("note", "0", "200"), 0, PublicationLife.User));
            await PublishAsync(pool, ann, "c1", Request(new("device", "9", "2"), 0, PublicationLife.Endpoint));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var kept = again.Committed.Roaming(ann).Publications;
        Assert.That(kept.Keys, Is.EquivalentTo(new[] { Followed, new PublicationKey("note", "0", "200") }));
        Assert.That(kept[Followed].Version, Is.EqualTo(2));
        Assert.That(kept[Followed].Content, Is.EqualTo("<b xmlns=\"urn:x\"> &amp; </b>"));
        Assert.That(kept[Followed].By, Is.Null);
        Assert.That(kept[Followed].PublishedAt, Is.EqualTo(again.Clock.GetUtcNow()).Within(TimeSpan.FromDays(1)));
    }

    [Test]
    public async Task What_is_taken_away_stays_away()
    {
        using var folder = new TempFolder();
        Guid ann;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = (await pool.PersonAsync("ann")).Id;
            await PublishAsync(pool, ann, "c1", Request(Followed, 0));
            await PublishAsync(pool, ann, "c1", Request(Followed, 1) with { Removes = true });
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        Assert.That(again.Committed.Roaming(ann).Publications, Is.Empty);
    }

    [Test]
    public async Task A_publication_that_belongs_to_an_endpoint_makes_no_transaction_and_goes_with_it()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = (await pool.PersonAsync("ann")).Id;
        var batch = await BatchAsync(pool);
        var device = new PublicationKey("device", "9", "2");
        await PublishAsync(pool, ann, "c1", Request(device, 0, PublicationLife.Endpoint));
        Assert.That(pool.Committed.Roaming(ann).Publications.Keys, Is.EqualTo(new[] { device }));
        await pool.DoAsync(new WithdrawEndpoint(ann, "another"));
        Assert.That(pool.Committed.Roaming(ann).Publications.Keys, Is.EqualTo(new[] { device }));
        await pool.DoAsync(new WithdrawEndpoint(ann, "c1"));
        Assert.That(pool.Committed.Roaming(ann).Publications, Is.Empty);
        Assert.That(await BatchAsync(pool), Is.EqualTo(batch));
    }

    [Test]
    public async Task A_publication_with_a_time_ends_with_it_and_is_forgotten()
    {
        using var folder = new TempFolder();
        await using var pool = await TestPool.StartAsync(folder.Path);
        var ann = (await pool.PersonAsync("ann")).Id;
        var key = new PublicationKey("services", "1", "2");
        await PublishAsync(pool, ann, "c1", Request(key, 0, PublicationLife.Time) with { Lifetime = TimeSpan.FromMinutes(5) });
        pool.Clock.Now += TimeSpan.FromMinutes(4);
        await pool.DoAsync(new ForgetRunOut(ann));
        Assert.That(pool.Committed.Roaming(ann).Current(pool.Clock.Now).Single().Key, Is.EqualTo(key));
        pool.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.That(pool.Committed.Roaming(ann).Current(pool.Clock.Now), Is.Empty);
        await pool.DoAsync(new ForgetRunOut(ann));
        await using var db = pool.Read();
        Assert.That(await db.Publications.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task A_wrong_version_changes_nothing_of_the_whole_request()
    {
        await using var pool = await TestPool.StartAsync();
        var ann = (await pool.PersonAsync("ann")).Id;
        await PublishAsync(pool, ann, "c1", Request(Followed, 0));
        var other = new PublicationKey("note", "0", "200");
        var command = new PublishCategories(ann, "c2", [Request(other, 0), Request(Followed, 0)]);
        var published = await pool.DoAsync(command);
        Assert.That(published.Wrong, Is.EqualTo(new[] { new WrongVersion(2, 1) }));
        Assert.That(pool.Committed.Roaming(ann).Publications.Keys, Is.EqualTo(new[] { Followed }));

        // Told once; the same again is taken, and so is what the same connection said before.
        var repeated = await pool.DoAsync(command with { Corrected = new HashSet<PublicationKey> { Followed, other } });
        Assert.That(repeated.Wrong, Is.Empty);
        await PublishAsync(pool, ann, "c2", Request(Followed, 0));
        Assert.That(pool.Committed.Roaming(ann).Publications[Followed].Version, Is.EqualTo(3));
    }

    [Test]
    public async Task More_than_the_settings_allow_is_refused()
    {
        await using var pool = await TestPool.StartAsync(
            null,
            ("Roaming:MaxPublicationsPerPerson", "10"),
            ("Roaming:MaxPublicationLength", "1024"),
            ("Roaming:MaxContactsPerPerson", "1"),
            ("Roaming:MaxContactGroupsPerPerson", "2"),
            ("Roaming:MaxContainersPerPerson", "1"),
            ("Roaming:MaxMembersPerContainer", "1"),
            ("Roaming:MaxSubscribersPerPerson", "1"));
        var ann = (await pool.PersonAsync("ann")).Id;
        var many = Enumerable.Range(0, 11).Select(i => Request(new("note", $"{i}", "2"), 0)).ToList();
        Assert.That(await KindAsync(pool, new PublishCategories(ann, "c", many)), Is.EqualTo(RefusalKind.LimitReached));
        Assert.That(await KindAsync(pool, new PublishCategories(ann, "c", [Request(Followed, 0, content: new string('x', 1025))])), Is.EqualTo(RefusalKind.InvalidArgument));
        Assert.That(await KindAsync(pool, new PublishCategories(ann, "c", [Request(new("", "0", "2"), 0)])), Is.EqualTo(RefusalKind.InvalidArgument));
        await PublishAsync(pool, ann, "c", [.. many.Take(10)]);

        await pool.DoAsync(Edit(ann, 1, Set("bob@example.com", "1")));
        Assert.That(await KindAsync(pool, Edit(ann, 2, Set("carol@example.com", "1"))), Is.EqualTo(RefusalKind.LimitReached));
        await pool.DoAsync(Edit(ann, 2, Set("bob@example.com", "1")));
        await pool.DoAsync(Edit(ann, 3, new ContactEdit.AddGroup("One", "")));
        Assert.That(await KindAsync(pool, Edit(ann, 4, new ContactEdit.AddGroup("Two", ""))), Is.EqualTo(RefusalKind.LimitReached));
        Assert.That(await KindAsync(pool, Edit(ann, 4, new ContactEdit.ModifyGroup(new(2, new string('x', 257), "")))), Is.EqualTo(RefusalKind.InvalidArgument));

        ContainerMember[] two = [new("user", "bob@example.com"), new("user", "carol@example.com")];
        Assert.That(await KindAsync(pool, new SetContainerMembers(ann, [new("200", 0, two, [])])), Is.EqualTo(RefusalKind.LimitReached));
        await pool.DoAsync(new SetContainerMembers(ann, [new("200", 0, [two[0]], [])]));
        Assert.That(await KindAsync(pool, new SetContainerMembers(ann, [new("300", 0, [two[0]], [])])), Is.EqualTo(RefusalKind.LimitReached));

        await pool.DoAsync(new SetSubscribers(ann, new Dictionary<string, bool> { ["sip:bob@example.com"] = true }));
        Assert.That(
            await KindAsync(pool, new SetSubscribers(ann, new Dictionary<string, bool> { ["sip:carol@example.com"] = true })),
            Is.EqualTo(RefusalKind.LimitReached));
    }

    [Test]
    public async Task Containers_and_acknowledged_watchers_outlive_a_restart()
    {
        using var folder = new TempFolder();
        Guid ann;
        ContainerMember enterprise = new("sameEnterprise", ""), bob = new("user", "bob@example.com"), domain = new("domain", "example.org");
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = (await pool.PersonAsync("ann")).Id;
            await pool.DoAsync(new SetContainerMembers(ann, [new("400", 0, [bob, domain], []), new("200", 0, [enterprise], [])]));
            await pool.DoAsync(new SetContainerMembers(ann, [new("400", 1, [enterprise], [bob])]));
            var stale = await pool.DoAsync(new SetContainerMembers(ann, [new("400", 1, [bob], [])]));
            Assert.That(stale.Wrong, Is.EqualTo(new[] { new WrongVersion(1, 2) }));
            await pool.DoAsync(new SetSubscribers(ann, new Dictionary<string, bool> { ["sip:bob@example.com"] = true }));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var kept = again.Committed.Roaming(ann);
        Assert.That(kept.Containers.Keys, Is.EqualTo(new[] { "200", "400" }));
        Assert.That(kept.Containers["400"].Version, Is.EqualTo(2));
        Assert.That(kept.Containers["400"].Members, Is.EquivalentTo(new[] { domain, enterprise }));
        Assert.That(kept.Subscribers["sip:bob@example.com"], Is.True);
    }

    [Test]
    public async Task Contacts_outlive_a_restart_and_a_stale_edit_does_nothing()
    {
        using var folder = new TempFolder();
        Guid ann;
        await using (var pool = await TestPool.StartAsync(folder.Path))
        {
            ann = (await pool.PersonAsync("ann")).Id;
            Assert.That((await pool.DoAsync(Edit(ann, 1, new ContactEdit.AddGroup("Friends", "")))).NewGroup, Is.EqualTo(2));
            Assert.That((await pool.DoAsync(Edit(ann, 2, new ContactEdit.AddGroup("Work", "")))).NewGroup, Is.EqualTo(3));
            await pool.DoAsync(Edit(ann, 3, Set("bob@example.com", "2 3")));
            await pool.DoAsync(Edit(ann, 4, Set("carol@example.com", "1")));
            await pool.DoAsync(Edit(ann, 5, new ContactEdit.DeleteContact("carol@example.com")));
            await pool.DoAsync(Edit(ann, 6, new ContactEdit.DeleteGroup(2)));
            await pool.DoAsync(Edit(ann, 7, new ContactEdit.ModifyGroup(new(3, "Office", ""))));
            Assert.That((await pool.DoAsync(Edit(ann, 7, new ContactEdit.AddGroup("Late", "")))).IsStale, Is.True);
            Assert.That(await KindAsync(pool, Edit(ann, 8, Set("dave@example.com", "2"))), Is.EqualTo(RefusalKind.InvalidArgument));
            Assert.That(await KindAsync(pool, Edit(ann, 8, new ContactEdit.DeleteGroup(1))), Is.EqualTo(RefusalKind.InvalidArgument));
        }

        await using var again = await TestPool.StartAsync(folder.Path);
        var list = again.Committed.Roaming(ann).Contacts;
        Assert.That(list.Delta, Is.EqualTo(8));
        Assert.That(list.NextGroupId, Is.EqualTo(4));
        Assert.That(list.Groups.Values, Is.EqualTo(new[] { ContactList.OtherContacts, new ContactGroup(3, "Office", "") }));
        Assert.That(list.Contacts.Values, Is.EqualTo(new[] { new Contact("bob@example.com", "bob@example.com", "3", true, "") }));
    }

    [Test]
    public async Task Who_is_not_known_publishes_nothing()
    {
        await using var pool = await TestPool.StartAsync();
        Assert.That(
            await KindAsync(pool, new PublishCategories(Guid.NewGuid(), "c", [Request(Followed, 0)])),
            Is.EqualTo(RefusalKind.PersonDisabled));
    }

    private static PublicationRequest Request(
        PublicationKey key, long version, PublicationLife life = PublicationLife.Static, string? content = "<a/>") =>
        new(key, version, life, null, Removes: false, content);

    private static EditContacts Edit(Guid person, long delta, ContactEdit edit) => new(person, "c", delta, edit);

    private static ContactEdit.SetContact Set(string uri, string groups) => new(new Contact(uri, uri, groups, true, ""));

    private static async Task PublishAsync(TestPool pool, Guid person, string connection, params PublicationRequest[] requests)
    {
        var published = await pool.DoAsync(new PublishCategories(person, connection, requests));
        Assert.That(published.Wrong, Is.Empty);
    }

    private static async Task<RefusalKind?> KindAsync<T>(TestPool pool, JournalCommand<T> command) =>
        (await pool.Journal.SubmitAsync(command)).Refusal?.Kind;

    private static async Task<long> BatchAsync(TestPool pool)
    {
        await using var db = pool.Read();
        return (await db.Writer.SingleAsync()).Batch;
    }
}
