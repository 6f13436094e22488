using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Ntlm;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>
/// The client's end of a <see cref="SecurityAssociation"/>: signs everything that leaves, and believes nothing that is not signed
/// as soon as the server has shown that it has the keys.
/// </summary>
/// <param name="terms">Names and version.</param>
/// <param name="opaque">Names the association; the server's, a token.</param>
/// <param name="signer">The keys; disposed with it.</param>
/// <param name="proof">Goes with the first message that is signed.</param>
internal sealed class ClientSecurity(SignatureTerms terms, string opaque, NtlmSigner signer, byte[] proof) : IHeadSigner, IDisposable
{
    private string _proof = $"gssapi-data=\"{Convert.ToBase64String(proof)}\", ";
    private uint _sent;
    private uint _received;

    /// <summary>The server has proved to know the password, too.</summary>
    public bool IsEstablished => _received > 0;

    public void Sign(in SignedHead head, IBufferWriter<byte> headers)
    {
        var salt = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var number = (++_sent).ToString(CultureInfo.InvariantCulture);
        var text = SignatureText.Begin(terms, Encoding.ASCII.GetBytes(salt), Encoding.ASCII.GetBytes(number)).Add(head).Text;
        var signature = SignatureText.Signature();
        signer.Sign(text, signature);
        var line = $"{SipHeaderNames.Authorization}: {terms.Scheme} qop=\"auth\", opaque=\"{opaque}\", {terms.Parameters}, {_proof}"
            + $"crand=\"{salt}\", cnum=\"{number}\", response=\"{Convert.ToHexStringLower(signature.WrittenSpan)}\"\r\n";
        _proof = "";
        headers.Write(Encoding.UTF8.GetBytes(line));
    }

    /// <summary>Whether the server said this, and says it for the first time.</summary>
    public bool Verify(SipMessage message)
    {
        if (message.Headers[SipHeaderNames.AuthenticationInfo] is not { } header)
        {
            // Who asks for a new handshake does not sign, nor who has refused this one.
            return message is SipResponse { Status: 401 } || (!IsEstablished && message is SipResponse { Status: < 200 or >= 300 });
        }

        if (!Credentials.TryParse(header, out var info) || info["srand"] is not { } salt || info["rspauth"] is not { } hex) { return false; }
        if (!uint.TryParse(info["snum"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number <= _received) { return false; }
        var signature = new byte[hex.Length / 2];
        if (signature.Length == 0 || Convert.FromHexString(hex, signature, out _, out var length) != OperationStatus.Done) { return false; }
        var text = SignatureText.Begin(terms, Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(info["snum"]!)).Add(SignedHead.Of(message)).Text;
        if (!signer.Verify(text, signature.AsSpan(0, length))) { return false; }
        _received = number;
        return true;
    }

    public void Dispose() => signer.Dispose();
}
