using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>
/// What two ends have agreed on by a handshake, and how each signs every message from then on (MS-SIPAE sections 3.2.5 and
/// 3.3.5). The signature covers what <see cref="SignedHead"/> has, not the body.
/// </summary>
/// <param name="terms">Names and version.</param>
/// <param name="opaque">Names the association; ours, a token.</param>
/// <param name="signer">The keys; disposed with it.</param>
public sealed class SecurityAssociation(SignatureTerms terms, string opaque, IMessageSigner signer) : IDisposable
{
    private readonly byte[] _headerStart = Encoding.UTF8.GetBytes($"{SipHeaderNames.AuthenticationInfo}: {terms.Scheme} rspauth=\"");
    private readonly byte[] _headerEnd = Encoding.UTF8.GetBytes(
        $"\", opaque=\"{opaque}\", qop=\"auth\", {terms.Parameters}\r\n");

    private readonly byte[] _opaque = Encoding.ASCII.GetBytes(opaque);
    private uint _received;
    private uint _sent;

    /// <summary>The credentials are of this association, and not of one before it.</summary>
    public bool IsNamedBy(Credentials credentials) =>
        terms.Scheme.Equals(credentials.Scheme, StringComparison.OrdinalIgnoreCase) && credentials["opaque"] == opaque;

    /// <summary>Appends the Authentication-Info line of a message that leaves.</summary>
    public void Sign(in SignedHead head, IBufferWriter<byte> headers)
    {
        Span<byte> random = stackalloc byte[4];
        Span<byte> salt = stackalloc byte[8];
        Span<byte> number = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        Convert.TryToHexStringLower(random, salt, out _);
        Utf8Formatter.TryFormat(++_sent, number, out var digits);
        number = number[..digits];

        var text = SignatureText.Begin(terms, salt, number).Add(head).Text;
        var signature = SignatureText.Signature();
        signer.Sign(text, signature);

        headers.Write(_headerStart);
        Convert.TryToHexStringLower(signature.WrittenSpan, headers.GetSpan(signature.WrittenCount * 2), out var written);
        headers.Advance(written);
        headers.Write("\", srand=\""u8);
        headers.Write(salt);
        headers.Write("\", snum=\""u8);
        headers.Write(number);
        headers.Write(_headerEnd);
    }

    /// <summary>
    /// Whether the peer has signed this request, and signs it for the first time: numbers rise. There may be gaps (a client
    /// counts what it then does not send), but the stream keeps the order, so an earlier number is a repetition.
    /// </summary>
    public bool Verify(in SignedHead head, Credentials credentials)
    {
        if (credentials["realm"] != terms.Realm || credentials["targetname"] != terms.TargetName) { return false; }
        if (credentials["crand"] is not { } salt || credentials["cnum"] is not { } number) { return false; }
        var numberBytes = Encoding.UTF8.GetBytes(number);
        var text = SignatureText.Begin(terms, Encoding.UTF8.GetBytes(salt), numberBytes).Add(head).Text;
        return IsNextFromPeer(text, numberBytes, Encoding.UTF8.GetBytes(credentials["response"] ?? ""));
    }

    /// <summary>The same for an answer, without allocating: there is one for every message delivered.</summary>
    public AnswerVerification VerifyAnswer(ReadOnlySpan<byte> head)
    {
        if (!SignedAnswer.TryRead(head, out var answer)) { return VerifyParsedAnswer(head); }
        if (answer.Authorization.IsEmpty) { return AnswerVerification.Ignored; }
        if (!answer.Parameter("opaque"u8).SequenceEqual(_opaque)) { return AnswerVerification.Ignored; }
        var number = answer.Parameter("cnum"u8);
        var text = SignatureText.Begin(terms, answer.Parameter("crand"u8), number).Add(answer).Text;
        return IsNextFromPeer(text, number, answer.Parameter("response"u8)) ? AnswerVerification.Accepted : AnswerVerification.Broken;
    }

    /// <summary>
    /// Whether the request that signs in may be taken for the peer's: from version 4 on it is signed already. Before that nothing
    /// binds it to the proof, so in the hands of somebody in between it must be able to do nothing but sign in.
    /// </summary>
    public bool VerifyFirst(SipRequest request, Credentials credentials) => terms.Version < SignatureTerms.FirstSignedHandshake
        ? request.Method == SipMethod.Register
        : Verify(SignedHead.Of(request), credentials);

    public void Dispose() => signer.Dispose();

    // Display names and escapes make an answer too difficult for the quick way. Its From is ours, and has none of them: in it
    // the tag that is signed must be the one by which the dialog is found.
    private AnswerVerification VerifyParsedAnswer(ReadOnlySpan<byte> head)
    {
        if (!SipParser.TryParse(head, default, out var message, out _)) { return AnswerVerification.Ignored; }
        var from = message.From.Text;
        if (from[0] != '<' || from.Contains('"', StringComparison.Ordinal)) { return AnswerVerification.Ignored; }
        if (message.Headers[SipHeaderNames.Authorization] is not { } header) { return AnswerVerification.Ignored; }
        if (!Credentials.TryParse(header, out var credentials) || !IsNamedBy(credentials)) { return AnswerVerification.Ignored; }
        return Verify(SignedHead.Of(message), credentials) ? AnswerVerification.Accepted : AnswerVerification.Broken;
    }

    private bool IsNextFromPeer(ReadOnlySpan<byte> text, ReadOnlySpan<byte> number, ReadOnlySpan<byte> hex)
    {
        Span<byte> signature = stackalloc byte[128];
        if (!Utf8Parser.TryParse(number, out uint count, out var digits) || digits != number.Length || count <= _received) { return false; }
        if (hex.IsEmpty || hex.Length > signature.Length * 2) { return false; }
        if (Convert.FromHexString(hex, signature, out _, out var length) != OperationStatus.Done) { return false; }
        if (!signer.Verify(text, signature[..length])) { return false; }
        _received = count;
        return true;
    }
}
