using System.Buffers;
using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>Messages as the real client signed them in one session (tests/captures, 205 to 224), read with its session key.</summary>
internal sealed class SignatureTests
{
    private static readonly string[] InOrder =
    [
        "205-C-REGISTER-register", "207-C-SUBSCRIBE-roaming-contacts", "209-C-SUBSCRIBE-provisioning-v2",
        "211-C-SUBSCRIBE-roaming-self", "213-C-SUBSCRIBE-presence", "215-C-INVITE", "217-C-SERVICE-msrtc-category-publish",
        "219-C-ACK", "220-C-INFO-cmd-requri", "223-C-200-INFO", "224-C-BYE",
    ];

    private SecurityAssociation _security = null!;

    [SetUp]
    public void Begin() => _security = new SecurityAssociation(
        new SignatureTerms("NTLM", "SIP Communications Service", "server.example.com", 4),
        "5EF67BB9",
        new NtlmSigner(Convert.FromHexString("31570986ed51b96fc963d3981ae8928b")));

    [TearDown]
    public void End() => _security.Dispose();

    [Test]
    public void Every_message_of_a_session_is_accepted_in_its_order() =>
        Assert.That(InOrder.Select(name => Receive(Wire.Capture(name))), Is.All.True);

    [TestCaseSource(nameof(InOrder))]
    public void No_message_is_accepted_twice(string name)
    {
        Assert.That(Receive(Wire.Capture(name)), Is.True);
        Assert.That(Receive(Wire.Capture(name)), Is.False);
    }

    [Test]
    public void No_message_is_accepted_after_a_later_one()
    {
        Assert.That(Receive(Wire.Capture("220-C-INFO-cmd-requri")), Is.True);
        Assert.That(Receive(Wire.Capture("219-C-ACK")), Is.False);
        Assert.That(Receive(Wire.Capture("223-C-200-INFO")), Is.True);
    }

    [TestCase("220-C-INFO-cmd-requri", "CSeq: 2", "CSeq: 3")]
    [TestCase("220-C-INFO-cmd-requri", "Call-ID: 3", "Call-ID: 4")]
    [TestCase("220-C-INFO-cmd-requri", "<sip:alice@example.com>;tag", "<sip:bob@example.com>;tag")]
    [TestCase("220-C-INFO-cmd-requri", "cnum=\"9\"", "cnum=\"10\"")]
    [TestCase("220-C-INFO-cmd-requri", "cnum=\"9\"", "cnum=\" 9\"")]
    [TestCase("220-C-INFO-cmd-requri", "cnum=\"9\"", "cnum=\"\"")]
    [TestCase("220-C-INFO-cmd-requri", "response=\"", "response=\"00")]
    [TestCase("220-C-INFO-cmd-requri", "response=", "nothing=")]
    [TestCase("220-C-INFO-cmd-requri", "realm=\"SIP", "realm=\"HTTP")]
    [TestCase("220-C-INFO-cmd-requri", "targetname=\"server", "targetname=\"other")]
    [TestCase("220-C-INFO-cmd-requri", "Content-Length", "Expires: 1\r\nContent-Length")]
    [TestCase("220-C-INFO-cmd-requri", "Content-Length", "P-Asserted-Identity: <sip:bob@example.com>\r\nContent-Length")]
    [TestCase("223-C-200-INFO", "SIP/2.0 200", "SIP/2.0 481")]
    [TestCase("223-C-200-INFO", "CSeq: 1", "CSeq: 2")]
    [TestCase("223-C-200-INFO", ";tag=t73cd1a2d", ";tag=t73cd1a2e")]
    [TestCase("223-C-200-INFO", ";tag=t73cd1a2d", ";tag=t73cd1a2e;tag=t73cd1a2d")]
    [TestCase("223-C-200-INFO", "cnum=\"10\"", "cnum=\"11\"")]
    [TestCase("223-C-200-INFO", "Content-Length", "Expires: 1\r\nContent-Length")]
    [TestCase("223-C-200-INFO", "Content-Length", "P-Asserted-Identity: <sip:bob@example.com>\r\nContent-Length")]
    public void A_changed_message_is_not_accepted(string name, string from, string to)
    {
        var original = Wire.Capture(name);
        Assert.That(original, Does.Contain(from));
        Assert.That(Receive(original.Replace(from, to, StringComparison.Ordinal)), Is.False);
        Assert.That(Receive(original), Is.True, "and the attempt has changed nothing");
    }

    [TestCase("From: <", "From: \"Pool\" <")]
    [TestCase("Authorization: ", "X-Authorization: ")]
    [TestCase("opaque=\"5", "opaque=\"6")]
    [TestCase("Call-ID: ", "Call-ID:: ")]
    [TestCase("From: <", "From: <sip:x@example.com>;tag=1\r\nFrom: <")]
    public void An_answer_that_proves_nothing_is_as_good_as_not_there(string from, string to)
    {
        var original = Wire.Capture("223-C-200-INFO");
        Assert.That(original, Does.Contain(from));
        Assert.That(VerifyAnswer(original.Replace(from, to, StringComparison.Ordinal)), Is.Not.EqualTo(AnswerVerification.Accepted));
        Assert.That(VerifyAnswer(original), Is.EqualTo(AnswerVerification.Accepted));
    }

    [TestCase("To: <", "To: \"Alice <the> First\" <")]
    [TestCase("To: <sip", "t:  <sip")]
    [TestCase("Call-ID:", "i:")]
    [TestCase("cnum=\"10\", ", "cnum=10 ,  ")]
    public void What_is_not_signed_may_be_written_in_other_ways(string from, string to)
    {
        var original = Wire.Capture("223-C-200-INFO");
        Assert.That(original, Does.Contain(from));
        Assert.That(VerifyAnswer(original.Replace(from, to, StringComparison.Ordinal)), Is.EqualTo(AnswerVerification.Accepted));
    }

    [Test]
    public void Signing_and_verifying_allocate_nothing()
    {
        var head = new SignedHead("call", 1, "INFO", "sip:pool@example.com", "tag", "sip:alice@example.com", "410651666");

        // With a number that its signature is not for: everything is computed, and it is wrong only then.
        var answer = Encoding.UTF8.GetBytes(Wire.Capture("223-C-200-INFO").Replace("cnum=\"10\"", "cnum=\"11\"", StringComparison.Ordinal));
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        _security.Sign(head, output);
        _ = _security.VerifyAnswer(answer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++)
        {
            _security.Sign(head, output);
            _ = _security.VerifyAnswer(answer);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private bool Receive(string text)
    {
        if (text.StartsWith("SIP/2.0", StringComparison.Ordinal)) { return VerifyAnswer(text) == AnswerVerification.Accepted; }
        var message = Parse(text);
        Assert.That(Credentials.TryParse(message.Headers["Authorization"]!, out var credentials), Is.True);
        return _security.IsNamedBy(credentials!) && _security.Verify(SignedHead.Of(message), credentials!);
    }

    private AnswerVerification VerifyAnswer(string text) => _security.VerifyAnswer(Encoding.UTF8.GetBytes(text));

    private static SipMessage Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var isMessage = SipParser.TryParse(Encoding.UTF8.GetBytes(text[..end]), default, out var message, out var error);
        Assert.That(isMessage, Is.True, $"{error}");
        return message!;
    }
}
