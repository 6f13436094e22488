using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Api;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Who gets in to the REST interface, and what everybody else hears.</summary>
internal sealed class GateTests
{
    [Test]
    public async Task Without_a_token_there_is_nothing_but_401()
    {
        await using var world = await ApiWorld.StartAsync();
        var (nobody, liar) = (world.Client(null), world.Client("pchat_0123"));
        Assert.That(world.Operations, Has.Count.GreaterThan(25));
        foreach (var operation in world.Operations.Where(it => it.Value is not Right.Anybody).Select(it => it.Key)
            .Append("GET /api/no/such/thing").Append("POST /API/rooms"))
        {
            var (method, path) = (operation.Split(' ')[0], operation.Split(' ')[1].Replace("{id}", $"{Guid.NewGuid()}", StringComparison.Ordinal));
            var reply = await nobody.SendAsync(method == "ANY" ? HttpMethod.Get : new HttpMethod(method), path);
            reply.Expect(401, "no-token");
            Assert.That(reply.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"), operation);
        }

        (await liar.GetAsync("api/me")).Expect(401, "no-token");
    }

    [Test]
    public async Task Every_endpoint_says_what_it_needs()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.That(world.Operations.Where(it => it.Value is null), Is.Empty);
    }

    [Test]
    public async Task Whoever_guesses_tokens_is_told_to_wait_and_who_has_one_is_served_all_the_same()
    {
        await using var world = await ApiWorld.StartAsync(
            ("SignIn:FreeFailuresPerAddress", "3"), ("SignIn:FirstDelay", "00:01:00"), ("SignIn:MaxDelayPerAddress", "01:00:00"));
        var right = await world.ClientAsync("alice", "administrator");
        for (var i = 0; i < 3; i++)
        {
            (await world.Client($"pchat_{Guid.NewGuid():N}{new string('0', 64)}").GetAsync("api/me")).Expect(401, "no-token");
        }

        // Also with the id of one that there is.
        var id = world.Server.Journal.Committed.Tokens.Keys.Single();
        var reply = await world.Client($"pchat_{id:N}{new string('0', 64)}").GetAsync("api/me");
        reply.Expect(429, "too-many-failures");
        Assert.That(reply.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        (await world.Client(null).GetAsync("api/me")).Expect(401, "no-token");
        (await right.GetAsync("api/me")).Expect(200);
        (await world.Operator.GetAsync("api/me")).Expect(200);
    }

    [Test]
    public async Task The_socket_is_the_server_accounts_alone_and_administers()
    {
        await using var world = await ApiWorld.StartAsync();
        var mode = File.GetUnixFileMode(Path.Combine(world.Server.Folder, "admin.sock"));
        Assert.That(mode, Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

        var me = (await world.Operator.GetAsync("api/me")).Expect(200).Json!;
        Assert.That((string?)me["person"], Is.Null);
        Assert.That((string?)me["role"], Is.EqualTo("Administrator"));
        Assert.That((await world.Operator.GetAsync("sip")).Status, Is.EqualTo(400), "nothing else is served there");
    }

    [Test]
    public async Task A_socket_that_a_killed_server_left_is_replaced()
    {
        var folder = Directory.CreateTempSubdirectory("pchat-sock-").FullName;
        var file = Path.Combine(folder, "admin.sock");
        await File.WriteAllTextAsync(file, "");
        using (var socket = AdministrationSocket.Bind(new UnixDomainSocketEndPoint(file)))
        {
            socket.Listen();
            using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await client.ConnectAsync(new UnixDomainSocketEndPoint(file), Patience.Token);
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestCase("10.0.0.1", false, 403)]
    [TestCase("10.0.0.1", true, 401)]
    [TestCase("127.0.0.1", false, 401)]
    [TestCase("::1", false, 401)]
    public async Task Tokens_are_not_even_looked_at_where_others_could_read_them(string local, bool isHttps, int status)
    {
        await using var world = await ApiWorld.StartAsync();
        var http = new DefaultHttpContext { RequestServices = world.Server.Services };
        http.Connection.LocalIpAddress = IPAddress.Parse(local);
        http.Request.IsHttps = isHttps;
        await world.Server.Services.GetRequiredService<ApiGate>().InvokeAsync(http, _ => Task.CompletedTask);
        Assert.That(http.Response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task A_token_ends_with_its_time_its_revocation_and_its_person()
    {
        await using var world = await ApiWorld.StartAsync();
        var (alice, bob) = (await world.ClientAsync("alice", "administrator"), await world.ClientAsync("bob", "person"));
        var carol = world.Client(await MakeShortTokenAsync(world, "carol"));
        (await alice.GetAsync("api/me")).Expect(200);
        (await bob.GetAsync("api/me")).Expect(200);

        var person = world.Server.Journal.Committed.Person(TestServer.AddressOf("bob"))!;
        await world.Server.Journal.SubmitAsync(new SetPersonEnabled(person.Id, Enabled: false));
        (await bob.GetAsync("api/me")).Expect(401);

        var patience = Patience.Token;
        while ((await carol.GetAsync("api/people")).Status != 401)
        {
            await Task.Delay(20, patience);
        }

        var tokens = (await alice.GetAsync("api/tokens")).Expect(200).Items;
        Assert.That(tokens.Select(token => (string?)token!["person"]), Is.EqualTo(new[]
        {
            "sip:alice@example.com", "sip:carol@example.com", "sip:bob@example.com",
        }), "by name, and those that have expired too");
        (await alice.DeleteAsync($"api/tokens/{tokens[0]!["id"]}")).Expect(204);
        (await alice.GetAsync("api/me")).Expect(401);
        (await world.Operator.DeleteAsync($"api/tokens/{tokens[0]!["id"]}")).Expect(404, "no-such-token");
    }

    [Test]
    public async Task A_token_is_told_once_kept_as_a_hash_and_its_use_is_noted()
    {
        await using var world = await ApiWorld.StartAsync();
        var secret = await world.TokenAsync("alice", "auditor");
        (await world.Client(secret).GetAsync("api/me")).Expect(200);

        var patience = Patience.Token;
        var token = (await world.Operator.GetAsync("api/tokens")).Items.Single()!;
        while (token["lastUsedAt"] is null)
        {
            await Task.Delay(20, patience);
            token = (await world.Operator.GetAsync("api/tokens")).Items.Single()!;
        }

        var stored = world.Server.Journal.Committed.Tokens.Values.Single();
        Assert.That(token.ToJsonString(), Does.Not.Contain(secret).And.Not.Contain(stored.SecretHash));
        Assert.That(stored.SecretHash, Has.Length.EqualTo(44).And.Not.Contain(secret));
        Assert.That(stored.ToString(), Does.Not.Contain(stored.SecretHash));
    }

    [Test]
    public async Task A_token_that_is_not_wanted_right_is_not_made()
    {
        await using var world = await ApiWorld.StartAsync();
        await world.Server.MakePersonAsync("alice");
        await RefusedAsync("", "sip:alice@example.com", "auditor", 1, "name");
        await RefusedAsync("a", "sip:nobody@example.com", "auditor", 1, "person");
        await RefusedAsync("a", "sip:alice@example.com", "auditor", -1, "expiresAt");
        await RefusedAsync("a", "sip:alice@example.com", "auditor", 400, "expiresAt");
        await RefusedAsync("a", "sip:alice@example.com", "emperor", 1, "role");
        await world.TokenAsync("alice", "auditor");
        var again = new { name = "auditor of alice", person = "sip:alice@example.com", role = "person", expiresAt = DateTimeOffset.UtcNow.AddDays(1) };
        (await world.Operator.PostAsync("api/tokens", again)).Expect(409, "duplicate-name");

        async Task RefusedAsync(string name, string person, string role, int days, string field) => (await world.Operator.PostAsync(
            "api/tokens", new { name, person, role, expiresAt = DateTimeOffset.UtcNow.AddDays(days) })).ExpectInvalid(field);
    }

    [Test]
    public async Task What_is_no_request_is_answered_by_a_problem()
    {
        await using var world = await ApiWorld.StartAsync(("Api:MaxBodyLength", "4096"));
        (await world.Operator.GetAsync("api/no/such/thing")).Expect(404, "no-such-resource");
        (await world.Operator.GetAsync("api/rooms/7")).Expect(404, "no-such-resource");
        (await world.Operator.DeleteAsync("api/rooms")).Expect(405, "no-such-method");
        (await world.Operator.GetAsync("api/rooms?disabled=perhaps")).Expect(400, "malformed");
        (await SendAsync("{", "application/json")).Expect(400);
        (await SendAsync("null", "application/json")).Expect(400);
        (await SendAsync("name=a", "application/x-www-form-urlencoded")).Expect(415, "not-json");
        (await SendAsync($"{{\"name\":\"{new string('a', 5000)}\"}}", "application/json", asksFirst: true)).Expect(413, "too-large");
        (await SendAsync("{\"name\":\"a\",\"nmae\":\"b\"}", "application/json")).ExpectInvalid("nmae");
        (await SendAsync("{\"name\":7}", "application/json")).ExpectInvalid("name");
        (await SendAsync("{\"name\":null}", "application/json")).ExpectInvalid("name");

        Task<Reply> SendAsync(string body, string type, bool asksFirst = false) => world.Operator.SendAsync(
            HttpMethod.Post, "api/categories", new StringContent(body, Encoding.UTF8, type), asksFirst: asksFirst);
    }

    [Test]
    public void Every_refusal_has_a_type_and_a_status_of_its_own()
    {
        var all = Enum.GetValues<RefusalKind>().Select(kind => Problems.NameOf(kind)).ToList();
        Assert.That(all.Select(it => it.Name), Is.Unique);
        Assert.That(all.Select(it => it.Status), Is.All.InRange(400, 503));
    }

    // One that has expired before it is made is refused: then a longer one, however slow the machine is.
    private static async Task<string> MakeShortTokenAsync(ApiWorld world, string name)
    {
        var person = (await world.Server.MakePersonAsync(name)).Uri;
        for (var seconds = 1; ; seconds *= 2)
        {
            var expiresAt = DateTimeOffset.UtcNow.AddSeconds(seconds);
            var reply = await world.Operator.PostAsync("api/tokens", new { name = $"auditor of {name}", person, role = "auditor", expiresAt });
            if (reply.Status == 201)
            {
                return (string)reply.Json!["secret"]!;
            }

            reply.Expect(400, "invalid");
        }
    }
}
