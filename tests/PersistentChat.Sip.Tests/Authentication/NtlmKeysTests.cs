using System.Buffers;
using System.Text;
using PersistentChat.Sip.Authentication.Ntlm;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>The published vectors of RC4 and NTLM, and one that was taken from the real client.</summary>
internal sealed class NtlmKeysTests
{
    // MS-NLMP section 4.2.1: user "User", domain "Domain", password "Password".
    private static readonly byte[] NtHash = Convert.FromHexString("a4f49c406510bdcab6824ee7c30fd852");

    // RFC 6229 section 2, the first 16 bytes of the stream, for keys of 40, 56, 128 and 256 bits.
    [TestCase("0102030405", "b2396305f03dc027ccc3524a0a1118a8")]
    [TestCase("01020304050607", "293f02d47f37c9b633f2af5285feb46b")]
    [TestCase("0102030405060708090a0b0c0d0e0f10", "9ac7cc9a609d1ef7b2932899cde41b97")]
    [TestCase("833222772a", "80ad97bdc973df8a2e879e92a497efda")]
    [TestCase("ebb46227c6cc8b37641910833222772a", "720c94b63edf44e131d950ca211a5a30")]
    public void RC4_has_the_streams_of_its_RFC(string key, string stream)
    {
        var output = new byte[16];
        Rc4.Transform(Convert.FromHexString(key), new byte[16], output);
        Assert.That(Convert.ToHexStringLower(output), Is.EqualTo(stream));
    }

    [Test]
    public void The_response_key_is_that_of_the_specification() => Assert.That(
        Convert.ToHexStringLower(NtlmKeys.ResponseKey(NtHash, "USER", "Domain")), Is.EqualTo("0c868a403bfd7a93a3001ef22ef02e3f"));

    [Test]
    public void The_proof_and_the_session_key_are_those_of_the_specification()
    {
        // Section 4.2.4: nonce 01…ef, client challenge aa…, time 0.
        var clientChallenge = Convert.FromHexString(
            "01010000000000000000000000000000aaaaaaaaaaaaaaaa0000000002000c0044006f006d00610069006e0001000c00530065007200760065007200"
            + "0000000000000000");
        var key = NtlmKeys.ResponseKey(NtHash, "USER", "Domain");
        var proof = NtlmKeys.Proof(key, Convert.FromHexString("0123456789abcdef"), clientChallenge);
        Assert.That(Convert.ToHexStringLower(proof), Is.EqualTo("68cd0ab851e51c96aabc927bebef6a1c"));

        var session = NtlmKeys.ExportedSessionKey(key, proof, Convert.FromHexString("c5dad2544fc9799094ce1ce90bc9d03e"));
        Assert.That(Convert.ToHexStringLower(session), Is.EqualTo("55555555555555555555555555555555"));
    }

    [TestCase(true, "bf0972146feae2869881127b473ec033", "a83651e84428c717c16d858d4cf5407a")]
    [TestCase(false, "cc05366a2462adfd8f7c683839a36cf6", "1b1c143aa4b4b17c0a7a93d8851d93d8")]
    public void The_keys_of_a_session_are_those_of_the_real_client(bool isOfClient, string signing, string sealing)
    {
        var session = Convert.FromHexString("31570986ed51b96fc963d3981ae8928b");
        Assert.That(Convert.ToHexStringLower(NtlmKeys.SigningKey(session, isOfClient)), Is.EqualTo(signing));
        Assert.That(Convert.ToHexStringLower(NtlmKeys.SealingKey(session, isOfClient)), Is.EqualTo(sealing));
    }

    [Test]
    public void Signatures_are_those_of_the_real_client()
    {
        using var signer = new NtlmSigner(Convert.FromHexString("31570986ed51b96fc963d3981ae8928b"));
        const string Call = "<SIP Communications Service><server.example.com><ED96g0FBAa602Ai75B1mA40DtFE56b8CE2x6176x><3><REGISTER>";
        var ours = new ArrayBufferWriter<byte>();
        signer.Sign(
            Encoding.UTF8.GetBytes(
                $"<NTLM><FE880D55><1>{Call}<sip:alice@example.com><473954415><sip:alice@example.com><reg><><><7200><200>"),
            ours);
        Assert.That(Convert.ToHexStringLower(ours.WrittenSpan), Is.EqualTo("01000000ab87bd9116b4e1a064000000"));

        var theirs = Encoding.UTF8.GetBytes(
            $"<NTLM><ca84d478><1>{Call}<sip:alice@example.com><473954415><sip:alice@example.com><><><><>");
        Assert.That(signer.Verify(theirs, Convert.FromHexString("01000000C0B575F446EE76D764000000")), Is.True);
        Assert.That(signer.Verify(theirs, Convert.FromHexString("01000000C0B575F446EE76D664000000")), Is.False);
        Assert.That(signer.Verify(theirs, []), Is.False);
    }
}
