using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>Several schemes on one listener, and what becomes of a connection after one of them.</summary>
internal sealed class SchemeTests
{
    private readonly RecordingGuard _guard = new();
    private readonly WordScheme _strong = new("Strong");
    private readonly WordScheme _weak = new("Weak");
    private TestServer _server = null!;
    private TestPeer _peer = null!;

    [SetUp]
    public void Start()
    {
        _guard.Notes.Clear();
        _server = new TestServer(new SchemeAuthentication([_strong, _weak], _guard));
        _peer = _server.Connect();
    }

    [TearDown]
    public async Task Stop()
    {
        await _peer.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Every_scheme_is_offered_in_order_and_nothing_is_done() =>
        Assert.That(await ChallengesAsync(""), Is.EqualTo(new[] { "Strong first=\"1\"", "Strong first=\"2\"", "Weak first=\"1\"", "Weak first=\"2\"" }));

    [TestCase("Authorization: Unknown word=\"yes\"\r\n")]
    [TestCase("Authorization: Weak\r\n")]
    [TestCase("Authorization: Weak word\r\n")]
    [TestCase("Authorization: Weak word=\"yes\", word=\"yes\"\r\n")]
    public async Task What_is_of_no_scheme_or_no_form_is_as_good_as_not_there(string header) =>
        Assert.That(await ChallengesAsync(header), Has.Length.EqualTo(4));

    [Test]
    public async Task Credentials_go_to_the_scheme_that_they_name_wherever_they_stand()
    {
        var answer = await _peer.AskAsync(Wire.Plain("MESSAGE", extra: "Authorization: Unknown a=b\r\nAuthorization: weak word=\"yes\"\r\n"));
        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(_guard.Notes, Is.EqualTo(new[] { "sip:alice@example.com succeeded by weak" }));
    }

    [Test]
    public async Task A_scheme_that_has_more_to_say_says_it_alone() =>
        Assert.That(await ChallengesAsync("Authorization: Weak word=\"more\"\r\n"), Is.EqualTo(new[] { "Weak next=\"1\"" }));

    [Test]
    public async Task Whoever_may_try_again_is_offered_everything_again_and_it_is_counted()
    {
        Assert.That(await ChallengesAsync("Authorization: Weak word=\"again\"\r\n"), Has.Length.EqualTo(4));
        Assert.That(_guard.Notes, Is.EqualTo(new[] { "sip:alice@example.com failed by Weak: again" }));
    }

    [Test]
    public async Task Without_signatures_the_connection_is_the_persons_and_nobody_elses()
    {
        await _peer.AskAsync(Wire.Register(1, extra: "Authorization: Weak word=\"yes\"\r\n"));
        Assert.That((await _peer.AskAsync(Wire.Plain("MESSAGE", 2))).Status, Is.EqualTo(200));
        Assert.That((await _peer.AskAsync(Wire.Plain("MESSAGE", 3, "sip:bob@example.com"))).Status, Is.EqualTo(403));
        var other = await _peer.AskAsync(Wire.Plain("MESSAGE", 4, "sip:bob@example.com", "Authorization: Weak word=\"yes\"\r\n"));
        Assert.That(other.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_connection_that_signs_is_not_talked_out_of_it()
    {
        await _peer.AskAsync(Wire.Register(1, extra: "Authorization: Strong word=\"signed\"\r\n"));
        var answer = await _peer.AskAsync(Wire.Register(2, extra: "Authorization: Weak word=\"yes\"\r\n"));
        Assert.That(answer.Status, Is.EqualTo(403));
        Assert.That((await _peer.AskAsync(Wire.Plain("MESSAGE", 3))).Status, Is.EqualTo(401), "without signature");
    }

    [TestCase("disabled", "The account is disabled")]
    [TestCase("other", "Wrong user name or password")]
    public async Task Whoever_is_proved_to_be_another_or_disabled_is_refused(string word, string reason)
    {
        var answer = await _peer.AskAsync(Wire.Register(1, extra: $"Authorization: Weak word=\"{word}\"\r\n"));
        Assert.That((answer.Status, answer.Headers["Ms-Diagnostics-Public"]), Is.EqualTo((403, $"4002;reason=\"{reason}\"")));
        Assert.That((await _peer.AskAsync(Wire.Plain("MESSAGE", 2))).Status, Is.EqualTo(401));
    }

    private async Task<string[]> ChallengesAsync(string extra)
    {
        var answer = await _peer.AskAsync(Wire.Plain("MESSAGE", extra: extra));
        Assert.That(answer.Status, Is.EqualTo(401));
        Assert.That(_server.Application.Requests, Is.Empty);
        return [.. answer.Headers.All("WWW-Authenticate")];
    }

    /// <summary>Believes a word.</summary>
    private sealed class WordScheme(string name) : IAuthenticationScheme, ISchemeConnection
    {
        public string Name => name;

        public ISchemeConnection Begin(SipConnection connection) => this;

        public IEnumerable<string> Offer() => [$"{name} first=\"1\"", $"{name} first=\"2\""];

        public SchemeAnswer Check(SipRequest request, Credentials credentials)
        {
            var person = request.From.Uri.AddressOfRecord;
            return credentials["word"] switch
            {
                "yes" => new SchemeAnswer.Proven(new SignInAccount(person, true, null), null),
                "disabled" => new SchemeAnswer.Proven(new SignInAccount(person, false, null), null),
                "other" => new SchemeAnswer.Proven(new SignInAccount("sip:other@example.com", true, null), null),
                "signed" => new SchemeAnswer.Proven(new SignInAccount(person, true, null), new SecurityAssociation(
                    new SignatureTerms(name, "realm", "target", 4), "1", new NtlmSigner(new byte[16]))),
                "more" => new SchemeAnswer.Continue($"{name} next=\"1\""),
                "again" => new SchemeAnswer.Failed("again", MayTryAgain: true),
                _ => new SchemeAnswer.Failed("no"),
            };
        }

        public void Dispose()
        {
            // One for all connections of a test.
        }
    }
}
