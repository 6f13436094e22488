using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>The usage report over REST; how it counts is tested with the rooms.</summary>
[EveryEngine]
internal sealed class UsageTests : ApiFixture
{
    [Test]
    public async Task The_report_tells_who_and_what_is_used_most_and_least()
    {
        await World.Server.MakePersonAsync("alice");
        await World.Server.MakePersonAsync("bob");
        await World.Server.MakePersonAsync("carl", enabled: false);
        var category = (await Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
        var lobby = await MakeRoomAsync("Lobby");
        var hall = await MakeRoomAsync("Hall");
        await MakeRoomAsync("Attic");
        await World.SayAsync(lobby, "alice", "one", "two", "three");
        await World.SayAsync(hall, "bob", "four");

        // A day before and a day after: midnight may pass meanwhile.
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var (from, through) = ($"{today.AddDays(-1):yyyy-MM-dd}", $"{today.AddDays(1):yyyy-MM-dd}");
        var report = (await Operator.GetAsync($"api/usage?from={from}&through={through}&top=2&inactiveSince={from}")).Expect(200).Json!;
        Assert.That((int)report["messages"]!, Is.EqualTo(4));
        Assert.That(report["days"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(report["days"]!.AsArray().Sum(day => (int)day!["messages"]!), Is.EqualTo(4));
        Assert.That(Names("topRooms", "name"), Is.EqualTo(new[] { "Lobby 3", "Hall 1" }));
        Assert.That(Names("leastActiveRooms", "name"), Is.EqualTo(new[] { "Attic 0", "Hall 1" }));
        Assert.That(Names("topPeople", "displayName"), Is.EqualTo(new[] { "Alice 3", "Bob 1" }));
        Assert.That(Names("leastActivePeople", "displayName"), Is.EqualTo(new[] { "Carl 0", "Bob 1" }));
        Assert.That(Names("inactiveRooms", "name"), Is.EqualTo(new[] { "Attic 0" }));
        Assert.That(((int)report["inactiveRoomCount"]!, (int)report["inactivePersonCount"]!), Is.EqualTo((1, 0)), "who is disabled is not waited for");

        var later = (await Operator.GetAsync($"api/usage?inactiveSince={through}&top=1")).Expect(200).Json!;
        Assert.That(((int)later["inactiveRoomCount"]!, (int)later["inactivePersonCount"]!), Is.EqualTo((3, 2)));
        Assert.That(later["inactiveRooms"]!.AsArray().Single()!["name"]!.ToString(), Is.EqualTo("Attic"), "what never was used is silent longest");

        async Task<Guid> MakeRoomAsync(string name) =>
            (await Operator.PostAsync("api/rooms", new { name, categoryId = category, privacy = "open" })).Expect(201).Id;
        IEnumerable<string> Names(string list, string name) => report[list]!.AsArray().Select(it => $"{it![name]} {it["messages"]}");
    }

    [Test]
    public async Task What_is_no_time_or_no_number_is_refused()
    {
        (await Operator.GetAsync("api/usage?from=2026-01-02&through=2026-01-01")).ExpectInvalid("from");
        (await Operator.GetAsync("api/usage?from=2025-01-01&through=2026-01-02")).ExpectInvalid("from");
        (await Operator.GetAsync("api/usage?from=2025-01-01&through=2026-01-01")).Expect(200);
        (await Operator.GetAsync("api/usage?from=0001-01-01&through=0001-01-01")).ExpectInvalid("through");
        (await Operator.GetAsync("api/usage?through=9999-12-31")).ExpectInvalid("through");
        (await Operator.GetAsync("api/usage?top=0")).ExpectInvalid("top");
        (await Operator.GetAsync("api/usage?top=1001")).ExpectInvalid("top");
        (await Operator.GetAsync("api/usage?from=soon")).Expect(400);
    }
}
