using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Requests that make something and are sent again, because the answer was not heard.</summary>
[EveryEngine]
internal sealed class RepeatTests : ApiFixture
{
    private static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddDays(1);

    [Test]
    public async Task The_same_request_with_the_same_key_makes_one_thing_and_is_answered_the_same()
    {
        await World.Server.MakePersonAsync("alice");
        var category = (await Operator.PostAsync("api/categories", new { name = "First" })).Expect(201).Id;
        foreach (var (path, body) in new (string, object)[]
        {
            ("categories", new { name = "Desks" }), ("rooms", new { name = "Lobby", categoryId = category }),
            ("people", new { uri = "sip:bob@example.com", settings = new { displayName = "Bob" }, password = "builder" }),
            ("groups", new { kind = "group", settings = new { name = "G" } }), ("add-ins", new { name = "A", url = "https://example.com/" }),
        })
        {
            var first = (await Operator.PostOnceAsync($"api/{path}", body, path)).Expect(201);
            var second = (await Operator.PostOnceAsync($"api/{path}", body, path)).Expect(201);
            Assert.That(second.Json!.ToJsonString(), Is.EqualTo(first.Json!.ToJsonString()), path);
            Assert.That((second.ETag, second.Headers.Location), Is.EqualTo((first.ETag, first.Headers.Location)), path);
            (await Operator.PostOnceAsync($"api/{path}", body, $"another {path}")).Expect(409, "duplicate-name");
        }
    }

    [Test]
    public async Task Another_request_with_the_same_key_is_refused()
    {
        var made = (await Operator.PostOnceAsync("api/categories", new { name = "Desks" }, "k")).Expect(201);
        (await Operator.PostOnceAsync("api/categories", new { name = "Tables" }, "k")).Expect(422, "key-reused");
        (await Operator.PostOnceAsync("api/add-ins", new { name = "Desks", url = "https://example.com/" }, "k")).Expect(422, "key-reused");
        Assert.That((await Operator.GetAsync("api/categories")).Items, Has.Count.EqualTo(1));

        // What was refused has made nothing: it may be tried again.
        (await Operator.PostOnceAsync("api/categories", new { name = "desks" }, "l")).Expect(409, "duplicate-name");
        (await Operator.DeleteAsync($"api/categories/{made.Id}")).Expect(204);
        (await Operator.PostOnceAsync("api/categories", new { name = "desks" }, "l")).Expect(201);
        (await Operator.PostOnceAsync("api/categories", new { name = "Desks" }, "k")).Expect(409, "already-made");
    }

    [Test]
    public async Task A_key_is_the_callers_own()
    {
        var ada = await World.ClientAsync("ada", "administrator");
        (await Operator.PostOnceAsync("api/categories", new { name = "Desks" }, "k")).Expect(201);
        (await ada.PostOnceAsync("api/categories", new { name = "Tables" }, "k")).Expect(201);
    }

    [Test]
    public async Task A_tokens_secret_is_told_once_only()
    {
        await World.Server.MakePersonAsync("alice");
        var body = new { name = "t", person = "sip:alice@example.com", role = "person", expiresAt = Later };
        (await Operator.PostOnceAsync("api/tokens", body, "k")).Expect(201);
        (await Operator.PostOnceAsync("api/tokens", body, "k")).Expect(409, "already-made");
        Assert.That((await Operator.GetAsync("api/tokens")).Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sent_many_times_at_once_it_makes_one_thing()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Operator.PostOnceAsync("api/categories", new { name = "Desks" }, "k")));
        Assert.That(all.Select(reply => reply.Expect(201).Id).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task What_is_no_key_is_refused()
    {
        (await Operator.PostOnceAsync("api/categories", new { name = "Desks" }, new string('k', 256))).Expect(400, "invalid");
        Assert.That((await Operator.GetAsync("api/categories")).Items, Is.Empty);
    }
}
