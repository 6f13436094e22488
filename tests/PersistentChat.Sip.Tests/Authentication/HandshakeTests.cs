using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>
/// Clients that sign the handshake itself (MIC, MS-NLMP section 3.1.5.1.2), which those at hand do only when asked to: an answer
/// made by the specification.
/// </summary>
internal sealed class HandshakeTests
{
    private const int MicAt = 72;
    private const int HeadLength = 88;

    [TestCase(true)]
    [TestCase(false)]
    public void A_signature_of_the_handshake_must_be_right(bool isRight)
    {
        using var connection = new NtlmConnection(new TestAccounts(), new SignatureOptions { TargetName = NtlmPeer.Target });
        var challenge = Ask(connection, "gssapi-data=\"\"");
        var offered = ParametersOf(((SchemeAnswer.Continue)challenge).Challenge);
        var token = Answer(Convert.FromBase64String(offered["gssapi-data"]!));
        if (!isRight) { token[MicAt] ^= 1; }

        var answer = Ask(connection, $"opaque=\"{offered["opaque"]}\", gssapi-data=\"{Convert.ToBase64String(token)}\"");

        Assert.That(answer, isRight ? Is.TypeOf<SchemeAnswer.Proven>() : Is.TypeOf<SchemeAnswer.Failed>());
        (answer as SchemeAnswer.Proven)?.Security?.Dispose();
    }

    private static byte[] Answer(byte[] challenge)
    {
        // NTLMv2_CLIENT_CHALLENGE: version, time, random, then pairs: flags (6) with "there is a MIC" (2), end.
        byte[] client = [1, 1, .. new byte[14], .. RandomNumberGenerator.GetBytes(8), .. new byte[4], 6, 0, 4, 0, 2, 0, 0, 0, .. new byte[8]];
        var key = NtlmKeys.ResponseKey(Convert.FromHexString("a4f49c406510bdcab6824ee7c30fd852"), "ALICE", "");
        var proof = NtlmKeys.Proof(key, challenge[24..32], client);
        var session = RandomNumberGenerator.GetBytes(16);
        var sealedSession = new byte[16];
        Rc4.Transform(NtlmKeys.Hmac(key, proof), session, sealedSession);

        byte[] response = [.. proof, .. client];
        var user = Encoding.Unicode.GetBytes("alice");
        var token = new byte[HeadLength + user.Length + response.Length + sealedSession.Length];
        NtlmMessage.WriteHead(token, type: 3);
        NtlmMessage.WriteField(token, 36, HeadLength, user);
        NtlmMessage.WriteField(token, 20, HeadLength + user.Length, response);
        NtlmMessage.WriteField(token, 52, HeadLength + user.Length + response.Length, sealedSession);
        BinaryPrimitives.WriteUInt32LittleEndian(token.AsSpan(60), (uint)NtlmFlags.Needed);
        NtlmKeys.Hmac(session, [.. challenge, .. token]).CopyTo(token, MicAt);
        return token;
    }

    private static SchemeAnswer Ask(NtlmConnection connection, string more)
    {
        var head = Wire.Register();
        var isRequest = SipParser.TryParse(Encoding.UTF8.GetBytes(head), default, out var request, out _);
        Assert.That(isRequest, Is.True);
        return connection.Check(
            (SipRequest)request!,
            ParametersOf($"NTLM qop=\"auth\", realm=\"{NtlmPeer.Realm}\", targetname=\"{NtlmPeer.Target}\", {more}, version=3"));
    }

    private static Credentials ParametersOf(string text)
    {
        Assert.That(Credentials.TryParse(text, out var credentials), Is.True);
        return credentials!;
    }
}
