using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Tests.Wire;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.SignIn;

/// <summary>Signing in by Digest at the real server, and failing to.</summary>
internal sealed class DigestSignInTests : SipWorld
{
    private const string Password = "pässword-of-alice";
    private const string Guess = "guess-of-mallory";

    private readonly LogLines _log = new();

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Server:LoopbackAuthentication"] = "Digest",
        ["SignIn:FreeFailuresPerPerson"] = "3",
        ["SignIn:FirstDelay"] = "00:01:00",
        ["SignIn:MaxDelayPerPerson"] = "01:00:00",
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:Console:LogLevel:Default"] = "None",
    };

    [SetUp]
    public async Task SetPasswords()
    {
        Server.Services.GetRequiredService<ILoggerFactory>().AddProvider(_log);
        foreach (var person in new[] { Alice, Dave })
        {
            var account = Server.Journal.Committed.Person(person)!;
            await Server.Journal.SubmitAsync(Server.Services.GetRequiredService<Passwords>().Set(account, Password));
        }
    }

    [TearDown]
    public void Close() => _log.Dispose();

    [TestCase("alice")]
    [TestCase("alice@example.com")]
    public async Task Who_signed_in_chats_on_that_connection(string user)
    {
        var client = await ConnectAsync(user, Password);
        Assert.That((await client.RegisterAsync(Alice, Patience.Token)).Status, Is.EqualTo(200));
        var dialog = await client.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
        Assert.That((await dialog.UpdateAsync(Patience.Token)).Status, Is.EqualTo(200));
        Assert.That((await dialog.ByeAsync(Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_dialog_can_be_the_first_thing_that_is_signed_in_for()
    {
        var client = await ConnectAsync("alice", Password);
        var dialog = await client.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
        Assert.That((await dialog.UpdateAsync(Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Nothing_is_done_for_who_has_not_signed_in()
    {
        var client = await ConnectAsync();
        foreach (var method in new[] { "REGISTER", "INVITE", "SUBSCRIBE", "SERVICE", "OPTIONS", "MESSAGE", "INFO", "BYE", "UPDATE" })
        {
            var request = client.CreateRequest(method, Alice, Alice, Alice);
            Assert.That((await client.SendAsync(request, Patience.Token)).Status, Is.EqualTo(401), method);
        }
    }

    [Test]
    public async Task A_disabled_person_is_refused_for_good()
    {
        var client = await ConnectAsync("dave", Password);
        Assert.That((await client.RegisterAsync(Dave, Patience.Token)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task After_some_failures_even_the_right_password_has_to_wait()
    {
        foreach (var person in new[] { Alice, "sip:nobody@example.com" })
        {
            var user = person[4..person.IndexOf('@', StringComparison.Ordinal)];
            for (var i = 0; i < 4; i++)
            {
                Assert.That((await TryAsync(user, Guess, person)).Status, Is.EqualTo(401), $"{person}, failure {i}");
            }

            var answer = await TryAsync(user, Password, person);
            Assert.That(answer.Status, Is.EqualTo(503), "the real client survives that, and comes back");
            Assert.That(int.Parse(answer.Headers["Retry-After"]!), Is.InRange(1, 60));
        }

        Assert.That((await TryAsync("dave", Password, Dave)).Status, Is.EqualTo(403), "others need not wait");
    }

    [Test]
    public async Task What_is_logged_says_who_and_why_and_nothing_secret()
    {
        Assert.That((await TryAsync("alice", Guess, Alice)).Status, Is.EqualTo(401));
        var client = await ConnectAsync("alice", Password);
        var request = client.CreateRequest(SipMethod.Invite, Server.Pool.PoolUri, Alice, Server.Pool.PoolUri);
        Assert.That((await client.SendAsync(request, Patience.Token)).Status, Is.EqualTo(200));

        var lines = _log.All;
        Assert.That(lines, Has.Some.Contains($"{Alice} could not sign in").And.Some.Contains("wrong name or password"));
        Assert.That(lines, Has.Some.Contains($"{Alice} signed in"));
        var authorization = request.Headers["Authorization"]!;
        var secrets = Regex.Matches(authorization, "(nonce|response)=\"([0-9a-f]+)\"").Select(it => it.Groups[2].Value).ToList();
        Assert.That(secrets, Has.Count.EqualTo(3), "nonce, response, cnonce");
        foreach (var secret in secrets.Append(Password).Append(Guess))
        {
            Assert.That(lines, Has.None.Contains(secret));
        }
    }

    private async Task<SipClient> ConnectAsync(string user, string password)
    {
        var client = await ConnectAsync();
        client.Credentials = new DigestCredentials(user, password);
        return client;
    }

    private async Task<SipResponse> TryAsync(string user, string password, string person) =>
        await (await ConnectAsync(user, password)).RegisterAsync(person, Patience.Token);
}
