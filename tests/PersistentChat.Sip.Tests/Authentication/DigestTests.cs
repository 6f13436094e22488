using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Digest;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>Digest against an endpoint over pipes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DigestTests : IAsyncDisposable
{
    private readonly ManualClock _clock = new();
    private readonly RecordingGuard _guard = new();
    private readonly TestServer _server;
    private int _cseq;

    public DigestTests() => _server = new TestServer(new SchemeAuthentication(
        [new DigestScheme(new TestAccounts(), Options.Create(new DigestOptions { NonceLifetime = TimeSpan.FromSeconds(60) }), _clock)], _guard));

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    // RFC 7616 section 3.9.1.
    [TestCase("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [TestCase("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void The_arithmetic_is_that_of_the_published_example(string name, string response)
    {
        var algorithm = DigestAlgorithm.Find(name)!;
        var secret = algorithm.Secret("Mufasa", "http-auth@example.org", "Circle of Life");
        Assert.That(
            algorithm.Respond(
                secret, "GET", "/dir/index.html", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "00000001",
                "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"),
            Is.EqualTo(response));
    }

    [Test]
    public async Task Both_algorithms_are_offered_the_stronger_first()
    {
        var answer = await _server.Connect().AskAsync(Wire.Register());

        Assert.That(answer.Status, Is.EqualTo(401));
        Assert.That(
            answer.Headers.All("WWW-Authenticate").Select(it => Regex.Replace(it, "nonce=\"[0-9a-f]{32}\"", "nonce")),
            Is.EqualTo(new[]
            {
                "Digest realm=\"example.com\", nonce, algorithm=SHA-256, qop=\"auth\"",
                "Digest realm=\"example.com\", nonce, algorithm=MD5, qop=\"auth\"",
            }));
        Assert.That(_server.Application.Requests, Is.Empty);
        Assert.That(_guard.Notes, Is.Empty, "a request without credentials is no failure");
    }

    [TestCase("SHA-256")]
    [TestCase("MD5")]
    public async Task Who_knows_the_password_has_the_connection_from_then_on(string algorithm)
    {
        var peer = _server.Connect();
        var challenge = await ChallengeAsync(peer, algorithm);

        Assert.That((await SendAsync(peer, Answer(challenge))).Status, Is.EqualTo(200));
        Assert.That((await peer.AskAsync(Wire.Plain("SERVICE", Next()))).Status, Is.EqualTo(200), "without credentials");
        Assert.That((await peer.AskAsync(Wire.Plain("SERVICE", Next(), "sip:bob@example.com"))).Status, Is.EqualTo(403));
        Assert.That(_server.Application.Requests.Select(it => it.Identity).Distinct(), Is.EqualTo(new[] { Wire.Alice }));
        Assert.That(_guard.Notes, Is.EqualTo(new[] { $"{Wire.Alice} succeeded by Digest" }));
    }

    [Test]
    public async Task Nobody_learns_whether_it_was_the_name_or_the_password()
    {
        var wrong = await TryAsync("alice", "guess");
        var unknown = await TryAsync("nobody", TestAccounts.Password);
        var borrowed = await TryAsync("bob", TestAccounts.Password, person: Wire.Alice);

        foreach (var answer in new[] { wrong, unknown, borrowed })
        {
            Assert.That(Shape(answer), Is.EqualTo(Shape(wrong)));
            Assert.That(answer.Status, Is.EqualTo(401));
        }

        Assert.That(_server.Application.Requests, Is.Empty);
        Assert.That(_guard.Notes, Is.EqualTo(new[]
        {
            $"{Wire.Alice} failed by Digest: wrong name or password", "sip:nobody@example.com failed by Digest: wrong name or password",
            $"{Wire.Alice} failed by Digest: wrong name or password",
        }));
    }

    [Test]
    public async Task A_request_that_comes_again_is_not_accepted_again()
    {
        var peer = _server.Connect();
        var credentials = Answer(await ChallengeAsync(peer));
        Assert.That((await SendAsync(peer, credentials)).Status, Is.EqualTo(200));
        var count = _server.Application.Requests.Count;

        var again = await SendAsync(peer, credentials);

        Assert.That(again.Status, Is.EqualTo(401));
        Assert.That(again.Headers["WWW-Authenticate"], Does.EndWith("stale=true"));
        Assert.That(_server.Application.Requests, Has.Count.EqualTo(count));
    }

    [Test]
    public async Task A_nonce_can_be_used_as_often_as_its_count_goes_up()
    {
        var peer = _server.Connect();
        var challenge = await ChallengeAsync(peer);
        Assert.That((await SendAsync(peer, Answer(challenge, count: "00000001"))).Status, Is.EqualTo(200));
        Assert.That((await SendAsync(peer, Answer(challenge, count: "0000000a"))).Status, Is.EqualTo(200));
        Assert.That((await SendAsync(peer, Answer(challenge, count: "00000002"))).Status, Is.EqualTo(401));
        Assert.That((await SendAsync(peer, Answer(challenge, count: "0000000b"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task An_old_nonce_is_stale_and_its_successor_is_not()
    {
        var peer = _server.Connect();
        var challenge = await ChallengeAsync(peer);
        _clock.Advance(TimeSpan.FromSeconds(60));

        var answer = await SendAsync(peer, Answer(challenge));

        Assert.That(answer.Status, Is.EqualTo(401));
        Assert.That(answer.Headers.All("WWW-Authenticate").Single(), Does.EndWith("stale=true"));
        Assert.That((await SendAsync(peer, Answer(answer.Headers["WWW-Authenticate"]!))).Status, Is.EqualTo(200));
        Assert.That(_guard.Notes, Is.EqualTo(new[] { $"{Wire.Alice} succeeded by Digest" }), "nothing failed");
    }

    [Test]
    public async Task A_nonce_is_good_on_its_own_connection_only()
    {
        var challenge = await ChallengeAsync(_server.Connect());
        var answer = await SendAsync(_server.Connect(), Answer(challenge));
        Assert.That(answer.Status, Is.EqualTo(401));
        Assert.That(answer.Headers["WWW-Authenticate"], Does.EndWith("stale=true"));
    }

    [Test]
    public async Task Of_many_challenges_only_the_last_ones_are_remembered()
    {
        var peer = _server.Connect();
        var first = await ChallengeAsync(peer);
        var last = first;
        for (var i = 0; i < 8; i++)
        {
            last = await ChallengeAsync(peer);
        }

        Assert.That((await SendAsync(peer, Answer(first))).Status, Is.EqualTo(401));
        Assert.That((await SendAsync(peer, Answer(last))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Who_is_disabled_hears_so_only_with_the_right_password()
    {
        Assert.That((await TryAsync("eve", "guess")).Status, Is.EqualTo(401));
        Assert.That((await TryAsync("eve", TestAccounts.Password)).Status, Is.EqualTo(403));
        Assert.That(_server.Application.Requests, Is.Empty);
    }

    [TestCase("qop=auth", "qop=auth-int")]
    [TestCase(", qop=auth", "")]
    [TestCase("algorithm=SHA-256", "algorithm=SHA-512-256")]
    [TestCase("algorithm=SHA-256", "algorithm=SHA-256-sess")]
    [TestCase("realm=\"example.com\"", "realm=\"elsewhere.example\"")]
    [TestCase(", nc=00000001", "")]
    [TestCase("nc=00000001", "nc=1")]
    [TestCase("nc=00000001", "nc=zzzzzzzz")]
    [TestCase("cnonce=", "c=")]
    [TestCase("username=", "u=")]
    [TestCase("nonce=\"", "x=\"")]
    public async Task Credentials_that_are_not_what_was_asked_for_are_refused(string part, string replacement)
    {
        var peer = _server.Connect();
        var credentials = Answer(await ChallengeAsync(peer));
        Assert.That(credentials, Does.Contain(part));

        Assert.That((await SendAsync(peer, credentials.Replace(part, replacement, StringComparison.Ordinal))).Status, Is.EqualTo(401));
        Assert.That(_server.Application.Requests, Is.Empty);
    }

    [Test]
    public async Task An_algorithm_that_is_switched_off_is_not_accepted()
    {
        var scheme = new DigestScheme(new TestAccounts(), Options.Create(new DigestOptions { Algorithms = "SHA-256" }), _clock);
        await using var server = new TestServer(new SchemeAuthentication([scheme], _guard));
        var peer = server.Connect();
        var offered = (await peer.AskAsync(Wire.Register(Next()))).Headers.All("WWW-Authenticate").ToList();
        Assert.That(offered, Has.Count.EqualTo(1));

        var downgraded = Answer(offered[0].Replace("SHA-256", "MD5", StringComparison.Ordinal));
        Assert.That((await SendAsync(peer, downgraded)).Status, Is.EqualTo(401));
    }

    [Test]
    public async Task ACK_and_CANCEL_may_repeat_what_their_INVITE_was_accepted_with()
    {
        _server.Application.Handler = transaction =>
        {
            if (transaction.Request.Method != SipMethod.Invite) { transaction.Respond(200); }
        };
        var peer = _server.Connect();
        var authorization = Answer(await ChallengeAsync(peer), method: "INVITE");
        var invite = Wire.Invite(extra: $"Authorization: {authorization}\r\n");
        await peer.SendAsync(invite);

        var cancelled = await peer.AskAsync(invite.Replace("INVITE", "CANCEL", StringComparison.Ordinal));
        Assert.That((cancelled.Status, cancelled.CSeq.Method), Is.EqualTo((200, "CANCEL")));
        Assert.That((await peer.ReceiveResponseAsync()).Status, Is.EqualTo(487));
    }

    [Test]
    public async Task Who_has_to_wait_is_not_even_looked_at()
    {
        var peer = _server.Connect();
        var credentials = Answer(await ChallengeAsync(peer));
        _guard.Wait = TimeSpan.FromSeconds(2.5);

        var answer = await SendAsync(peer, credentials);

        Assert.That((answer.Status, answer.Headers["Retry-After"]), Is.EqualTo((503, "3")));
        Assert.That(_guard.Notes, Is.Empty);
    }

    private static string Shape(SipResponse answer) => string.Join('\n', answer.Headers.All("WWW-Authenticate")
        .Prepend($"{answer.Status} {answer.Reason}")
        .Select(it => Regex.Replace(it, "nonce=\"[0-9a-f]{32}\"", "nonce")));

    private int Next() => ++_cseq;

    private async Task<string> ChallengeAsync(TestPeer peer, string algorithm = "SHA-256") =>
        (await peer.AskAsync(Wire.Register(Next()))).Headers.All("WWW-Authenticate")
            .Single(it => it.Contains($"algorithm={algorithm},", StringComparison.Ordinal));

    /// <summary>A REGISTER with these credentials.</summary>
    private Task<SipResponse> SendAsync(TestPeer peer, string credentials, string person = Wire.Alice) =>
        peer.AskAsync(Wire.Register(Next(), person, extra: $"Authorization: {credentials}\r\n"));

    /// <summary>Is challenged on a connection of its own and answers.</summary>
    private async Task<SipResponse> TryAsync(string user, string password, string? person = null)
    {
        var peer = _server.Connect();
        return await SendAsync(peer, Answer(await ChallengeAsync(peer), user, password), person ?? $"sip:{user}@example.com");
    }

    private static string Answer(
        string challenge, string user = "alice", string password = TestAccounts.Password, string count = "00000001", string method = "REGISTER")
    {
        Assert.That(Credentials.TryParse(challenge, out var offer), Is.True);
        var algorithm = DigestAlgorithm.Find(offer!["algorithm"])!;
        var response = algorithm.Respond(
            algorithm.Secret(user, offer["realm"]!, password), method, "sip:example.com", offer["nonce"]!, count, "abc");
        return $"Digest username=\"{user}\", realm=\"{offer["realm"]}\", nonce=\"{offer["nonce"]}\", uri=\"sip:example.com\", "
            + $"response=\"{response}\", algorithm={algorithm.Name}, cnonce=\"abc\", qop=auth, nc={count}";
    }
}
