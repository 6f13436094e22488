using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Browser;
using PersistentChat.Server.SignIn;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Api;

/// <summary>People who sign in with a browser: their cookie, what ends it, and those who would like to have it or use it.</summary>
internal sealed class BrowserTests
{
    private const string Wrong = "wrong-password";

    // Behind the last one that is free all wait for longer than any test takes.
    private static readonly (string, string)[] Strict =
    [
        ("SignIn:FreeFailuresPerPerson", "3"), ("SignIn:FirstDelay", "00:01:00"), ("SignIn:MaxDelayPerPerson", "01:00:00"),
        ("Server:LoopbackAuthentication", "Digest"),
    ];

    [Test]
    public async Task Who_signs_in_gets_a_cookie_that_no_script_can_read_and_hears_who_it_is()
    {
        await using var world = await WorldWithAsync("alice");
        var reply = await SignInAsync(world.Client(null), "Alice@EXAMPLE.com", ApiWorld.PasswordOf("alice"));
        var cookie = CookieOf(reply);
        Assert.That(cookie.Split("; ")[1..], Is.EquivalentTo(new[] { "path=/", "samesite=strict", "httponly" }));
        var secret = cookie.Split(';')[0].Split('=')[1];
        Assert.That(secret, Has.Length.EqualTo(96));
        Assert.That(reply.Json!.ToJsonString(), Does.Not.Contain(secret));
        Assert.That(((string?)reply.Json!["person"], (string?)reply.Json["role"]), Is.EqualTo(("sip:alice@example.com", "Person")));

        var stored = world.Server.Journal.Committed.Sessions.Values.Single();
        Assert.That(stored.SecretHash, Has.Length.EqualTo(44).And.Not.Contain(secret));
        Assert.That(stored.ToString(), Does.Not.Contain(stored.SecretHash));
        var me = (await Cookie(world, secret).GetAsync("api/me")).Expect(200).Json!;
        Assert.That((string?)me["forgeryToken"], Is.EqualTo((string?)reply.Json["forgeryToken"]).And.Not.Null);
        Assert.That((Guid)me["session"]!["id"]!, Is.EqualTo(stored.Id));
    }

    [TestCase(true, false)]
    [TestCase(false, true)]
    public void Over_https_browsers_send_the_cookie_by_nothing_else_and_take_it_from_nobody_else(bool isHttps, bool always)
    {
        var http = new DefaultHttpContext();
        http.Request.IsHttps = isHttps;
        var cookie = new SessionCookie(Options.Create(new BrowserOptions { AlwaysSecure = always }));
        cookie.Write(http, "s");
        Assert.That((string?)http.Response.Headers.SetCookie, Is.EqualTo("__Host-pchat=s; path=/; secure; samesite=strict; httponly"));
        http.Request.Headers.Cookie = "pchat=of-somebody-on-the-way";
        Assert.That(cookie.Read(http), Is.Null);
        http.Request.Headers.Cookie = "pchat=of-somebody-on-the-way; __Host-pchat=s";
        Assert.That(cookie.Read(http), Is.EqualTo("s"));
    }

    [Test]
    public async Task A_cookie_alone_changes_nothing_whatever_page_has_it_sent()
    {
        await using var world = await WorldWithAsync("alice", "bob");
        var (secret, token) = await SecretAsync(world, "alice");
        var (_, another) = await SecretAsync(world, "bob");
        var own = world.Server.WhereIs("web").TrimEnd('/');
        (await Cookie(world, secret).GetAsync("api/me")).Expect(200);
        (await Cookie(world, secret).DeleteAsync("api/me/sessions")).Expect(403, "forged");
        (await Cookie(world, secret, ("X-CSRF-Token", another)).DeleteAsync("api/me/sessions")).Expect(403, "forged");
        (await Cookie(world, secret, ("X-CSRF-Token", "")).DeleteAsync("api/me/sessions")).Expect(403, "forged");
        foreach (var origin in new[] { "https://evil.example", "null", own.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal), "http://127.0.0.1:1" })
        {
            (await Cookie(world, secret, ("X-CSRF-Token", token), ("Origin", origin)).DeleteAsync("api/me/sessions")).Expect(403, "forged");
        }

        foreach (var site in new[] { "cross-site", "same-site" })
        {
            (await Cookie(world, secret, ("X-CSRF-Token", token), ("Sec-Fetch-Site", site)).DeleteAsync("api/me/sessions")).Expect(403, "forged");
        }

        Assert.That(world.Server.Journal.Committed.Sessions, Has.Count.EqualTo(2));
        (await Cookie(world, secret, ("X-CSRF-Token", token), ("Origin", own), ("Sec-Fetch-Site", "same-origin")).DeleteAsync("api/me/sessions"))
            .Expect(204);
        Assert.That(world.Server.Journal.Committed.Sessions, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task No_page_of_others_signs_its_reader_in_as_somebody_else()
    {
        await using var world = await WorldWithAsync("mallory");
        var body = new { name = "mallory", password = ApiWorld.PasswordOf("mallory") };
        (await Headers(world, ("Origin", "https://evil.example")).PostAsync("api/session", body)).Expect(403, "forged");
        (await Headers(world, ("Sec-Fetch-Site", "cross-site")).PostAsync("api/session", body)).Expect(403, "forged");
        // What a form of any page can send without being asked first is no way to sign in.
        using var form = new StringContent("{\"name\":\"mallory\",\"password\":\"p\"}", System.Text.Encoding.UTF8, "text/plain");
        (await world.Client(null).SendAsync(HttpMethod.Post, "api/session", form)).Expect(401, "no-token");
        Assert.That(world.Server.Journal.Committed.Sessions, Is.Empty);
    }

    [Test]
    public async Task Signing_in_makes_a_session_of_its_own_whatever_cookie_was_there()
    {
        await using var world = await WorldWithAsync("alice", "mallory");
        var (planted, _) = await SecretAsync(world, "mallory");
        var reply = await SignInAsync(Cookie(world, planted), "alice", ApiWorld.PasswordOf("alice"));
        var secret = CookieOf(reply).Split(';')[0].Split('=')[1];
        Assert.That(secret, Is.Not.EqualTo(planted));
        (await Cookie(world, planted).GetAsync("api/me")).Expect(401, "not-signed-in");
        Assert.That((string?)(await Cookie(world, secret).GetAsync("api/me")).Expect(200).Json!["person"], Is.EqualTo("sip:alice@example.com"));
        (await Cookie(world, new string('0', 96)).GetAsync("api/me")).Expect(401, "not-signed-in");
    }

    [Test]
    public async Task A_session_ends_when_it_is_signed_out_the_password_changes_or_the_person_is_disabled()
    {
        await using var world = await WorldWithAsync("alice");
        var alice = world.Server.Journal.Committed.Person("sip:alice@example.com")!;
        (string, Func<ApiClient, Task<Reply>>)[] ends =
        [
            ("signed out", client => client.DeleteAsync("api/session")),
            ("signed out everywhere", client => client.DeleteAsync("api/me/sessions")),
            ("own password", client => client.PutAsync(
                "api/me/password", new { current = ApiWorld.PasswordOf("alice"), password = ApiWorld.PasswordOf("alice") })),
            ("password by an administrator", _ => world.Operator.PutAsync(
                $"api/people/{alice.Id}/password", new { password = ApiWorld.PasswordOf("alice") })),
            ("signed out by an administrator", _ => world.Operator.DeleteAsync($"api/people/{alice.Id}/sessions")),
            ("disabled", _ => world.Operator.PutAsync($"api/people/{alice.Id}", new { displayName = "Alice", enabled = false })),
        ];
        foreach (var (name, end) in ends)
        {
            var (secret, token) = await SecretAsync(world, "alice");
            (await end(Cookie(world, secret, ("X-CSRF-Token", token)))).Expect(name is "disabled" ? 200 : 204);
            (await Cookie(world, secret).GetAsync("api/me")).Expect(401, "not-signed-in");
            Assert.That(world.Server.Journal.Committed.Sessions, Is.Empty, name);
        }
    }

    [Test]
    public async Task A_session_ends_with_its_time()
    {
        await using var world = await WorldWithAsync(["alice"], ("Browser:Lifetime", "00:00:01"));
        var (secret, _) = await SecretAsync(world, "alice");
        var patience = Patience.Token;
        while ((await Cookie(world, secret).GetAsync("api/me")).Status is not 401)
        {
            await Task.Delay(20, patience);
        }
    }

    [Test]
    public async Task People_see_where_they_are_signed_in_and_end_one_of_these()
    {
        await using var world = await WorldWithAsync("alice", "bob");
        var bob = await world.SignInAsync("bob");
        var (here, there) = (await world.SignInAsync("alice"), await world.SignInAsync("alice"));
        var own = (Guid)(await here.GetAsync("api/me")).Json!["session"]!["id"]!;
        var sessions = (await here.GetAsync("api/me/sessions")).Expect(200).Items.Select(it => (Guid)it!["id"]!).ToList();
        Assert.That(sessions, Has.Count.EqualTo(2).And.Contains(own));
        (await bob.DeleteAsync($"api/me/sessions/{own}")).Expect(204);
        (await here.DeleteAsync($"api/me/sessions/{sessions.Single(id => id != own)}")).Expect(204);
        (await there.GetAsync("api/me")).Expect(401, "not-signed-in");
        (await here.GetAsync("api/me")).Expect(200);
        (await bob.GetAsync("api/me")).Expect(200);
        (await here.PutAsync("api/me/password", new { current = "guess", password = "p" })).Expect(403, Wrong);
        (await world.Operator.PutAsync("api/me/password", new { current = "p", password = "p" })).Expect(403, "not-allowed");
    }

    [Test]
    public async Task What_somebody_may_do_is_looked_up_with_every_request()
    {
        await using var world = await ApiWorld.StartAsync();
        var ada = await world.BrowserAsync("ada", "administrator");
        var person = world.Server.Journal.Committed.Person("sip:ada@example.com")!;
        var reply = (await world.Operator.GetAsync($"api/people/{person.Id}")).Expect(200);
        Assert.That((string?)reply.Json!["role"], Is.EqualTo("Administrator"));
        (await ada.GetAsync("api/tokens")).Expect(200);
        var path = $"api/people/{person.Id}/role";
        (await ada.PutAsync(path, new { role = "auditor" }, ifMatch: null)).Expect(428, "needs-if-match");
        (await ada.PutAsync(path, new { role = "emperor" })).ExpectInvalid("role");
        (await ada.PutAsync(path, new { role = "auditor" }, reply.ETag)).Expect(200);
        (await world.Operator.PutAsync(path, new { role = "person" }, reply.ETag)).Expect(412, "changed-meanwhile");
        (await ada.GetAsync("api/tokens")).Expect(403, "not-allowed");
        (await ada.GetAsync("api/groups")).Expect(200);
        (await world.Operator.PutAsync($"api/people/{Guid.NewGuid()}/role", new { role = "person" })).Expect(404, "no-such-principal");
        (await world.Operator.DeleteAsync($"api/people/{Guid.NewGuid()}/sessions")).Expect(404, "no-such-principal");
    }

    [Test]
    public async Task Guesses_count_together_however_they_are_made_and_whoever_they_are_about()
    {
        await using var world = await WorldWithAsync(["alice", "bob"], Strict);
        var client = world.Client(null);
        foreach (var name in new[] { "alice", "nobody" })
        {
            for (var i = 0; i < 2; i++)
            {
                (await SignInAsync(client, name, "guess")).Expect(401, Wrong);
                await using var sip = await world.Server.ConnectAsync();
                sip.Credentials = new DigestCredentials(name, "guess");
                Assert.That((await sip.RegisterAsync(TestServer.AddressOf(name), Patience.Token)).Status, Is.EqualTo(401));
            }

            var reply = await SignInAsync(client, $"sip:{name}@example.com", ApiWorld.PasswordOf("alice"));
            reply.Expect(429, "too-many-failures");
            Assert.That(reply.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromMinutes(1)));
        }

        (await SignInAsync(client, "bob", ApiWorld.PasswordOf("bob"))).Expect(200);
        var bob = await world.SignInAsync("bob");
        (await bob.PutAsync("api/me/password", new { current = ApiWorld.PasswordOf("bob"), password = "p" })).Expect(204);
    }

    [Test]
    public async Task Guesses_that_come_all_at_once_are_no_more_than_others()
    {
        await using var world = await WorldWithAsync(["alice"], Strict);
        var client = world.Client(null);
        var replies = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => SignInAsync(client, "alice", $"guess {i}")));
        // Four cost nothing; of the others only those get through that are being looked at together with the last of these. (And one
        // more if this machine stands still for the minute that the next one has to wait.)
        var looks = Math.Max(1, Environment.ProcessorCount / 2);
        Assert.That(replies.Count(reply => reply.Status == 401), Is.InRange(4, 4 + looks));
        Assert.That(replies.Select(reply => reply.Status), Is.All.AnyOf(401, 429));
    }

    [Test]
    public async Task That_somebody_is_disabled_hears_who_has_the_right_password()
    {
        await using var world = await WorldWithAsync("dave");
        var dave = world.Server.Journal.Committed.Person("sip:dave@example.com")!;
        await world.Server.Journal.SubmitAsync(new SetPersonEnabled(dave.Id, Enabled: false));
        (await SignInAsync(world.Client(null), "dave", "guess")).Expect(401, Wrong);
        (await SignInAsync(world.Client(null), "dave", ApiWorld.PasswordOf("dave"))).Expect(403, "person-disabled");
        Assert.That(world.Server.Journal.Committed.Sessions, Is.Empty);
    }

    [Test]
    public async Task Who_was_right_with_a_password_that_is_changed_meanwhile_is_not_signed_in()
    {
        await using var world = await WorldWithAsync("alice");
        var source = new SignInSource(null, IPAddress.Loopback, "test");
        var check = world.Server.Services.GetRequiredService<PasswordCheck>();
        var answer = await check.CheckAsync("alice", ApiWorld.PasswordOf("alice"), source, Patience.Token);
        await world.Server.SetPasswordAsync(world.Server.Journal.Committed.Person("sip:alice@example.com")!, "another");
        var begun = await world.Server.Services.GetRequiredService<BrowserSessions>().BeginAsync(((PasswordAnswer.Right)answer).Proof);
        Assert.That(begun.Refusal, Is.EqualTo(Refusal.Collision));
        Assert.That(world.Server.Journal.Committed.Sessions, Is.Empty);
    }

    [Test]
    public async Task What_strangers_send_is_small_and_checked()
    {
        await using var world = await ApiWorld.StartAsync();
        var client = world.Client(null);
        using var body = JsonContent.Create(new { name = new string('a', 10_000), password = "p" });
        (await client.SendAsync(HttpMethod.Post, "api/session", body, asksFirst: true)).Expect(413, "too-large");
        (await SignInAsync(client, "", "p")).ExpectInvalid("name");
        (await SignInAsync(client, "alice", "")).ExpectInvalid("password");
        (await SignInAsync(client, new string('a', 257), new string('p', 257))).ExpectInvalid("name", "password");
    }

    private static Task<ApiWorld> WorldWithAsync(params string[] people) => WorldWithAsync(people, []);

    private static async Task<ApiWorld> WorldWithAsync(string[] people, params (string Name, string Value)[] settings)
    {
        var world = await ApiWorld.StartAsync(settings);
        foreach (var name in people)
        {
            await world.Server.SetPasswordAsync(await world.Server.MakePersonAsync(name), ApiWorld.PasswordOf(name));
        }

        return world;
    }

    private static Task<Reply> SignInAsync(ApiClient client, string name, string password) =>
        client.PostAsync("api/session", new { name, password });

    private static async Task<(string Secret, string Token)> SecretAsync(ApiWorld world, string name)
    {
        var reply = (await SignInAsync(world.Client(null), name, ApiWorld.PasswordOf(name))).Expect(200);
        return (CookieOf(reply).Split(';')[0].Split('=')[1], (string)reply.Json!["forgeryToken"]!);
    }

    private static string CookieOf(Reply reply) => reply.Expect(200).Headers.GetValues("Set-Cookie").Single();

    /// <summary>Whoever has a cookie, and sends what it likes with it.</summary>
    private static ApiClient Cookie(ApiWorld world, string secret, params (string Name, string Value)[] headers) =>
        Headers(world, [("Cookie", $"pchat={secret}"), .. headers]);

    private static ApiClient Headers(ApiWorld world, params (string Name, string Value)[] headers) => world.ClientWith(headers);
}
