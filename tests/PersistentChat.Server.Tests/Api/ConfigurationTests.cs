using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>What holds for the whole pool.</summary>
[EveryEngine]
internal sealed class ConfigurationTests() : ApiFixture(("Rooms:MessageLength", "600"))
{
    private const string Path = "api/configuration";

    [Test]
    public async Task What_is_set_holds_at_once_and_what_is_not_is_as_the_file_has_it()
    {
        var before = (await Operator.GetAsync(Path)).Expect(200);
        Assert.That(before.Json!["settings"]!.AsObject().Select(it => it.Value), Is.All.Null);
        Assert.That(InForce(before), Is.EqualTo((30, 75, 600, 4096)));
        Assert.That((string?)before.Json["inForce"]!["domain"], Is.EqualTo("example.com"));

        var set = new { defaultHistory = 5, messageLength = 3 };
        var changed = (await Operator.PutAsync(Path, set, before.ETag)).Expect(200);
        Assert.That(InForce(changed), Is.EqualTo((5, 75, 3, 4096)));
        (await Operator.PutAsync(Path, set, before.ETag)).Expect(412, "changed-meanwhile");
        (await Operator.PutAsync(Path, set, ifMatch: null)).Expect(428, "needs-if-match");
        Assert.That((await Operator.GetAsync(Path)).ETag, Is.EqualTo(changed.ETag));

        await World.Server.MakePersonAsync("alice");
        var category = (await Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
        var room = (await Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = category, privacy = "open" })).Expect(201).Id;
        await World.SayAsync(room, "alice", "abc");
        Assert.ThrowsAsync<AssertionException>(() => World.SayAsync(room, "alice", "abcd"), "longer than is allowed now");

        (await Operator.PutAsync(Path, new { })).Expect(200);
        await World.SayAsync(room, "alice", "abcd");
        Assert.That(InForce((await Operator.GetAsync(Path)).Expect(200)), Is.EqualTo((30, 75, 600, 4096)));
    }

    [Test]
    public async Task What_is_out_of_range_is_refused_by_name()
    {
        foreach (var (field, value) in new[]
        {
            ("defaultHistory", 0), ("defaultHistory", 501), ("participantUpdateLimit", 0), ("participantUpdateLimit", 100_001),
            ("messageLength", 0), ("storyLength", 1_000_001),
        })
        {
            (await Operator.PutAsync(Path, new Dictionary<string, int> { [field] = value })).ExpectInvalid(field);
        }
    }

    private static (int, int, int, int) InForce(Reply reply)
    {
        var all = reply.Json!["inForce"]!;
        return ((int)all["defaultHistory"]!, (int)all["participantUpdateLimit"]!, (int)all["messageLength"]!, (int)all["storyLength"]!);
    }
}
