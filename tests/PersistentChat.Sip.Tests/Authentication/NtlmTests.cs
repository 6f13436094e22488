using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>Sign-in by NTLM and signed messages with an independent client; see <see cref="NtlmPeer"/>.</summary>
internal sealed class NtlmTests
{
    private readonly RecordingGuard _guard = new();
    private TestServer _server = null!;
    private TestPeer _raw = null!;

    [SetUp]
    public void Start()
    {
        _guard.Notes.Clear();
        _guard.Wait = null;
        _server = NewServer();
        _raw = _server.Connect();
    }

    [TearDown]
    public async Task Stop()
    {
        await _raw.DisposeAsync();
        await _server.DisposeAsync();
    }

    [TestCase(2, "alice")]
    [TestCase(3, "alice")]
    [TestCase(4, "alice")]
    [TestCase(4, "EXAMPLE\\Alice")]
    [TestCase(4, "alice@example.com")]
    public async Task Whoever_has_the_password_is_signed_in_and_everything_is_signed(int version, string user)
    {
        using var alice = new NtlmPeer(_raw, version, user);
        Assert.That((await alice.SignInAsync()).Status, Is.EqualTo(200));
        Assert.That(_guard.Notes, Is.EqualTo(new[] { "sip:alice@example.com succeeded by NTLM" }));

        var answer = await alice.AskAsync(Wire.Invite());
        Assert.That(answer.Status, Is.EqualTo(200));
        _server.Application.Dialogs.TryDequeue(out var dialog);
        await _raw.SendAsync(alice.Sign(Wire.InDialog("ACK", 1, dialog!.LocalTag)));

        Assert.That(dialog.TrySendInfo("hello"u8.ToArray()), Is.True);
        var info = (SipRequest)await alice.ReceiveAsync();
        Assert.That(info.Method, Is.EqualTo("INFO"));
        await _raw.SendAsync(alice.Sign(Wire.Ok(info, 481)));
        await alice.AskAsync(Wire.Plain("OPTIONS", 7));
        Assert.That(_server.User.Ends, Is.EqualTo(1), "the answer counted");
    }

    [Test]
    public async Task What_the_lowest_layer_says_is_signed_too()
    {
        using var alice = await SignedInAsync();
        await _raw.SendAsync(Wire.Plain("OPTIONS", 5).Replace("5 OPTIONS", "5 INFO", StringComparison.Ordinal));
        Assert.That(((SipResponse)await alice.ReceiveAsync()).Status, Is.EqualTo(400));
    }

    [TestCase("alice", "wrong", "sip:alice@example.com")]
    [TestCase("nobody", TestAccounts.Password, "sip:nobody@example.com")]
    [TestCase("mute", TestAccounts.Password, "sip:mute@example.com")]
    [TestCase("alice", TestAccounts.Password, "sip:bob@example.com")]
    [TestCase("OTHER\\alice", TestAccounts.Password, "sip:alice@example.com")]
    public async Task Whoever_has_not_hears_the_same_whatever_the_reason_and_it_is_counted(string user, string password, string from)
    {
        using var peer = new NtlmPeer(_raw, 4, user, password) { From = from };
        var answer = await peer.SignInAsync();
        Assert.That((answer.Status, answer.Headers["Authentication-Info"]), Is.EqualTo((403, (string?)null)));
        Assert.That(answer.Headers["Ms-Diagnostics-Public"], Does.Contain("Wrong user name or password"));
        Assert.That(_guard.Notes, Is.EqualTo(new[] { $"{from} failed by NTLM: wrong name or password" }));
        Assert.That((await _raw.AskAsync(Wire.Plain("OPTIONS", 9, from))).Status, Is.EqualTo(401), "and nothing else is to be had");
        Assert.That(_server.Application.Requests, Is.Empty);
    }

    [Test]
    public async Task Whoever_may_not_come_in_any_more_hears_so_when_he_has_proved_who_he_is()
    {
        using var eve = new NtlmPeer(_raw, 4, "eve") { From = "sip:eve@example.com" };
        var answer = await eve.SignInAsync();
        Assert.That(answer.Status, Is.EqualTo(403));
        Assert.That(answer.Headers["Ms-Diagnostics-Public"], Does.Contain("disabled"));
        Assert.That(_guard.Notes.Single(), Does.Contain("failed"));
    }

    [Test]
    public async Task Whoever_failed_too_often_waits_before_anything_is_looked_at()
    {
        _guard.Wait = TimeSpan.FromSeconds(2.5);
        var answer = await _raw.AskAsync(Wire.Register(extra: $"Authorization: NTLM realm=\"{NtlmPeer.Realm}\", gssapi-data=\"\"\r\n"));
        Assert.That((answer.Status, answer.Headers["Retry-After"]), Is.EqualTo((503, "3")));
    }

    // Flags stand at 60: strong keys, extended session security, key exchange, signatures.
    [TestCase(63, 0x20)]
    [TestCase(62, 0x08)]
    [TestCase(63, 0x40)]
    [TestCase(60, 0x10)]
    public async Task A_weaker_session_than_was_offered_is_refused(int at, byte flag)
    {
        using var alice = new NtlmPeer(_raw) { Tamper = token => token[at] &= (byte)~flag };
        Assert.That((await alice.SignInAsync()).Status, Is.EqualTo(403));
        Assert.That(_guard.Notes.Single(), Does.Contain("too weak"));
    }

    [Test]
    public async Task A_response_of_NTLM_version_1_is_refused()
    {
        // Length of the NT response at 20.
        using var alice = new NtlmPeer(_raw) { Tamper = token => (token[20], token[21]) = (24, 0) };
        Assert.That((await alice.SignInAsync()).Status, Is.EqualTo(403));
        Assert.That(_guard.Notes.Single(), Does.Contain("version 2"));
    }

    [Test]
    public async Task Every_field_that_points_out_of_the_message_is_refused([Values(12, 20, 28, 36, 44, 52)] int field)
    {
        using var alice = new NtlmPeer(_raw) { Tamper = token => token.AsSpan(field + 4, 4).Fill(0xff) };
        var isNeeded = field is not (12 or 44);
        Assert.That((await alice.SignInAsync()).Status, Is.EqualTo(isNeeded ? 403 : 200));
    }

    [TestCase(2)]
    [TestCase(5)]
    public async Task A_version_that_is_not_offered_is_refused(int version)
    {
        await using var server = NewServer(oldest: 3);
        var answer = await server.Connect().AskAsync(Wire.Register(extra:
            $"Authorization: NTLM qop=\"auth\", realm=\"{NtlmPeer.Realm}\", targetname=\"{NtlmPeer.Target}\", gssapi-data=\"\""
            + $"{(version > 2 ? $", version={version}" : "")}\r\n"));
        Assert.That(answer.Status, Is.EqualTo(403));
    }

    [TestCase(3, 403)]
    [TestCase(4, 200)]
    public async Task A_request_that_signs_in_and_is_not_signed_can_do_nothing_else(int version, int status)
    {
        using var alice = new NtlmPeer(_raw, version) { Method = "MESSAGE" };
        Assert.That((await alice.SignInAsync()).Status, Is.EqualTo(status));
        Assert.That(_server.Application.Requests, Has.Count.EqualTo(status == 200 ? 1 : 0));
    }

    [Test]
    public async Task A_challenge_is_good_for_one_answer()
    {
        string? proof = null;
        using var alice = new NtlmPeer(_raw, 3) { Tamper = token => proof = Convert.ToBase64String(token) };
        var answer = await alice.SignInAsync();
        var opaque = answer.Headers["Authentication-Info"]!.Split("opaque=\"")[1].Split('"')[0];
        var again = await _raw.AskAsync(Wire.Register(9, extra:
            $"Authorization: NTLM qop=\"auth\", realm=\"{NtlmPeer.Realm}\", targetname=\"{NtlmPeer.Target}\", opaque=\"{opaque}\","
            + $" gssapi-data=\"{proof}\", version=3\r\n"));
        Assert.That(again.Status, Is.EqualTo(403));
    }

    [TestCase("REGISTER")]
    [TestCase("OPTIONS")]
    [TestCase("INVITE")]
    public async Task A_request_that_is_not_signed_is_asked_who_it_is_of(string method)
    {
        using var alice = await SignedInAsync();
        var before = _server.Application.Requests.Count;
        Assert.That((await _raw.AskAsync(Wire.Plain(method, 20))).Status, Is.EqualTo(401));
        Assert.That(_server.Application.Requests, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task Whoever_signs_in_again_has_new_keys_on_the_same_connection()
    {
        using var before = await SignedInAsync();
        using var after = new NtlmPeer(_raw) { LastCSeq = before.LastCSeq };
        Assert.That((await after.SignInAsync()).Status, Is.EqualTo(200));
        Assert.That((await after.AskAsync(Wire.Plain("OPTIONS", 21))).Status, Is.EqualTo(200));
        Assert.That((await _raw.AskAsync(before.Sign(Wire.Plain("OPTIONS", 22)))).Status, Is.EqualTo(401), "the old ones are of no use");
    }

    [Test]
    public async Task A_connection_does_not_change_hands()
    {
        using var alice = await SignedInAsync();
        await _raw.SendAsync(Wire.Register(30, "sip:bob@example.com", extra:
            $"Authorization: NTLM qop=\"auth\", realm=\"{NtlmPeer.Realm}\", targetname=\"{NtlmPeer.Target}\", gssapi-data=\"\", version=4\r\n"));
        Assert.That(((SipResponse)await alice.ReceiveAsync()).Status, Is.EqualTo(403));
        Assert.That((await alice.AskAsync(Wire.Plain("OPTIONS", 31, "sip:bob@example.com"))).Status, Is.EqualTo(403), "not even with a signature");
        Assert.That((await alice.AskAsync(Wire.Plain("OPTIONS", 32))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_repeated_request_ends_the_connection_and_is_not_done_again()
    {
        using var alice = await SignedInAsync();
        var before = _server.Application.Requests.Count;
        var subscribe = alice.Sign(Wire.Plain("MESSAGE", 40));
        await _raw.SendAsync(subscribe);
        await alice.ReceiveAsync();
        await _raw.SendAsync(subscribe);
        Assert.That(await _raw.ReceiveToEndAsync(), Is.Empty);
        Assert.That(_server.Application.Requests, Has.Count.EqualTo(before + 1));
    }

    [TestCase("CSeq: 41", "CSeq: 42")]
    [TestCase("Call-ID: plain", "Call-ID: other")]
    [TestCase("cnum=\"2\"", "cnum=\"3\"")]
    public async Task A_changed_request_ends_the_connection_without_an_answer(string from, string to)
    {
        using var alice = await SignedInAsync();
        var before = _server.Application.Requests.Count;
        var request = alice.Sign(Wire.Plain("MESSAGE", 41));
        Assert.That(request, Does.Contain(from));
        await _raw.SendAsync(request.Replace(from, to, StringComparison.Ordinal));
        Assert.That(await _raw.ReceiveToEndAsync(), Is.Empty);
        Assert.That(_server.Application.Requests, Has.Count.EqualTo(before));
    }

    [Test]
    public async Task An_answer_without_signature_counts_for_nothing_and_a_wrong_one_ends_the_connection()
    {
        using var alice = await SignedInAsync();
        await alice.AskAsync(Wire.Invite());
        _server.Application.Dialogs.TryDequeue(out var dialog);
        dialog!.TrySendInfo("hello"u8.ToArray());
        var info = (SipRequest)await alice.ReceiveAsync();

        await _raw.SendAsync(Wire.Ok(info, 481));
        await alice.AskAsync(Wire.Plain("OPTIONS", 50));
        Assert.That(dialog.IsEnded, Is.False);

        await _raw.SendAsync(alice.Sign(Wire.Ok(info)).Replace("SIP/2.0 200", "SIP/2.0 481", StringComparison.Ordinal));
        Assert.That(await _raw.ReceiveToEndAsync(), Is.Empty);
        Assert.That(
            await _server.User.NextEndAsync(_raw.Impatience), Is.EqualTo(DialogEnd.ConnectionLost), "and not as that answer would have it");
    }

    [Test]
    public async Task Before_anybody_has_signed_in_there_are_no_answers_to_believe()
    {
        await _raw.SendAsync("SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP x\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>\r\nCall-ID: 1\r\nCSeq: 1 INFO\r\nContent-Length: 0\r\n\r\n");
        Assert.That((await _raw.AskAsync(Wire.Plain("OPTIONS"))).Status, Is.EqualTo(401));
        await _raw.SendAsync(Wire.Plain("ACK", 2));
        Assert.That((await _raw.AskAsync(Wire.Plain("CANCEL", 3))).Status, Is.EqualTo(403), "which cannot be asked to sign in");
    }

    private TestServer NewServer(int oldest = 2) => new(new SchemeAuthentication(
        [
            new NtlmScheme(new TestAccounts(), Options.Create(new SignatureOptions { TargetName = NtlmPeer.Target, OldestVersion = oldest })),
        ],
        _guard));

    private async Task<NtlmPeer> SignedInAsync()
    {
        var alice = new NtlmPeer(_raw);
        Assert.That((await alice.SignInAsync()).Status, Is.EqualTo(200));
        return alice;
    }
}
