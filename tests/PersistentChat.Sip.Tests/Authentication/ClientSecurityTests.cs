using System.Buffers;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>The two ends of NTLM that are ours, each against the other; the server's is tried with another's client elsewhere.</summary>
internal sealed class ClientSecurityTests
{
    // Of "Password", MS-NLMP section 4.2.2.1.2.
    private static readonly byte[] NtHash = Convert.FromHexString("a4f49c406510bdcab6824ee7c30fd852");

    private readonly NtlmConnection _server = new(new TestAccounts(), new SignatureOptions { TargetName = "server.example.com" });

    [TearDown]
    public void Close() => _server.Dispose();

    [TestCase("alice")]
    [TestCase("alice@example.com")]
    public void Both_ends_come_to_the_same_keys_and_sign_every_message(string user)
    {
        using var client = Begin(user, NtHash);
        using var server = ((SchemeAnswer.Proven)Show(client, Request("REGISTER", 3))).Security!;
        Assert.That(client.IsEstablished, Is.False);

        // The server's answer, and what it says later.
        var first = Signed(SipResponse.To(Request("REGISTER", 3), 200), server);
        Assert.That(client.Verify(first), Is.True);
        Assert.That(client.IsEstablished, Is.True);
        Assert.That(client.Verify(first), Is.False, "it came before");
        Assert.That(client.Verify(Signed(Request("INFO", 9), server)), Is.True);

        // What the client says later, and what it answers.
        var info = Signed(Request("INFO", 4), client);
        Assert.That(server.Verify(SignedHead.Of(info), CredentialsOf(info)), Is.True);
        var head = Write(SipResponse.To(Request("INFO", 10), 200), client);
        Assert.That(server.VerifyAnswer(head.WrittenSpan), Is.EqualTo(AnswerVerification.Accepted));
    }

    [Test]
    public void Whoever_is_in_between_can_change_nothing_and_take_no_signature_away()
    {
        using var client = Begin("alice", NtHash);
        using var server = ((SchemeAnswer.Proven)Show(client, Request("REGISTER", 3))).Security!;
        Assert.That(client.Verify(Request("INFO", 8)), Is.False, "nobody has signed it");
        Assert.That(client.Verify(SipResponse.To(Request("REGISTER", 3), 200)), Is.False, "a yes is signed");
        var changed = Signed(SipResponse.To(Request("REGISTER", 3), 200), server);
        changed.Headers["Call-ID"] = "another";
        Assert.That(client.Verify(changed), Is.False);
        Assert.That(client.Verify(Signed(SipResponse.To(Request("REGISTER", 3), 200), server)), Is.True);
        Assert.That(client.Verify(SipResponse.To(Request("INFO", 4), 500)), Is.False);
    }

    [Test]
    public void With_another_password_nothing_is_proved_and_the_refusal_is_heard()
    {
        using var client = Begin("alice", new byte[16]);
        Assert.That(Show(client, Request("REGISTER", 3)), Is.TypeOf<SchemeAnswer.Failed>());
        Assert.That(client.Verify(SipResponse.To(Request("REGISTER", 3), 403)), Is.True);
    }

    [TestCase("NTLM realm=\"r\", targetname=\"t\", version=4")]
    [TestCase("NTLM realm=\"r\", targetname=\"t\", opaque=\"1\", gssapi-data=\"!\", version=4")]
    [TestCase("NTLM realm=\"r\", targetname=\"t\", opaque=\"1\", gssapi-data=\"TlRMTVNTUAACAAAA\", version=4")]
    [TestCase("Digest realm=\"r\", nonce=\"n\"")]
    public void What_is_no_challenge_is_not_answered(string challenge) =>
        Assert.That(new NtlmCredentials("alice", NtHash).Answer(Challenge(challenge), new SignatureTerms("NTLM", "r", "t", 4)), Is.Null);

    private static SipRequest Request(string method, int cseq)
    {
        var request = new SipRequest(method, "sip:example.com");
        request.Headers.Add("Via", "SIP/2.0/TCP 127.0.0.1:5070;branch=z9hG4bK1");
        request.Headers.Add("From", "<sip:alice@example.com>;tag=one");
        request.Headers.Add("To", "<sip:alice@example.com>");
        request.Headers.Add("Call-ID", "call");
        request.Headers.Add("CSeq", $"{cseq} {method}");
        return request;
    }

    private static SipResponse Challenge(string challenge)
    {
        var response = SipResponse.To(Request("REGISTER", 1), 401);
        response.Headers.Add("WWW-Authenticate", challenge);
        return response;
    }

    private static ArrayBufferWriter<byte> Write(SipMessage message, IHeadSigner signer)
    {
        var output = new ArrayBufferWriter<byte>();
        SipWriter.Write(message, output, signer);
        return output;
    }

    // As the other end reads it.
    private static SipMessage Signed(SipMessage message, IHeadSigner signer) => Parse(Write(message, signer));

    private static SipMessage Signed(SipMessage message, SecurityAssociation association) => Parse(Write(message, new Association(association)));

    private static SipMessage Parse(ArrayBufferWriter<byte> bytes)
    {
        Assert.That(SipParser.TryParse(bytes.WrittenSpan, default, out var message, out var error), Is.True, $"{error}");
        return message!;
    }

    private static Credentials CredentialsOf(SipMessage message)
    {
        Assert.That(Credentials.TryParse(message.Headers["Authorization"]!, out var credentials), Is.True);
        return credentials!;
    }

    private ClientSecurity Begin(string user, byte[] ntHash)
    {
        var (terms, authorization) = NtlmCredentials.Begin(Challenge(_server.Offer().Single()))!.Value;
        var ask = Request("REGISTER", 2);
        ask.Headers.Add("Authorization", authorization);
        var challenge = (SchemeAnswer.Continue)_server.Check(ask, CredentialsOf(ask));
        return new NtlmCredentials(user, ntHash).Answer(Challenge(challenge.Challenge), terms)!;
    }

    private SchemeAnswer Show(ClientSecurity client, SipRequest request)
    {
        var signed = (SipRequest)Signed(request, client);
        return _server.Check(signed, CredentialsOf(signed));
    }

    private sealed class Association(SecurityAssociation association) : IHeadSigner
    {
        public void Sign(in SignedHead head, IBufferWriter<byte> headers) => association.Sign(head, headers);
    }
}
