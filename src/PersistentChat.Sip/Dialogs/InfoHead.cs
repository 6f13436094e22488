using System.Buffers;
using System.Globalization;
using System.Text;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// The head of the INFOs that we send in one dialog (RFC 3261 section 12.2.1.1, RFC 6086), built once; per message only
/// branch, CSeq, Content-Length and signature are new. One post to thousands is thousands of these and nothing else.
/// </summary>
/// <remarks>
/// COMPAT(pidgin-sipe): an INFO whose From is not the URI that it INVITEd is ignored without an answer, so our From is its
/// To, as written. Content-Type goes without parameters.
/// </remarks>
internal sealed class InfoHead
{
    private readonly byte[] _upToBranch;
    private readonly byte[] _upToCSeq;
    private readonly SignedHead _signed;

    private InfoHead(byte[] upToBranch, byte[] upToCSeq, in SignedHead signed)
    {
        _upToBranch = upToBranch;
        _upToCSeq = upToCSeq;
        _signed = signed;
    }

    /// <param name="dialog">Gives Call-ID, From, To and the route set.</param>
    /// <param name="target">The URI of the peer's Contact; else of its From.</param>
    /// <param name="localTag">Ours.</param>
    /// <param name="viaSentBy">Transport and address of our Via.</param>
    public static InfoHead Build(DialogRoute dialog, string target, string localTag, string viaSentBy)
    {
        var rest = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"\r\nMax-Forwards: 70\r\nFrom: <{dialog.LocalUri}>;tag={localTag}\r\n")
            .Append(CultureInfo.InvariantCulture, $"To: {dialog.Remote}\r\nCall-ID: {dialog.CallId}\r\n");

        var (requestUri, routes) = Routes.Towards(target, dialog.RecordRoutes);
        foreach (var route in routes)
        {
            rest.Append(CultureInfo.InvariantCulture, $"Route: {route}\r\n");
        }

        rest.Append("CSeq: ");
        return new InfoHead(
            Encoding.UTF8.GetBytes($"INFO {requestUri} SIP/2.0\r\nVia: {viaSentBy};branch=z9hG4bK{localTag}."),
            Encoding.UTF8.GetBytes(rest.ToString()),
            new SignedHead(
                dialog.CallId, 0, SipMethod.Info, dialog.LocalUri, localTag, dialog.RemoteUri, dialog.RemoteTag));
    }

    public void Write(PendingBuffer output, int cseq, ReadOnlySpan<byte> body, IConnectionAuthentication authentication)
    {
        output.Write(_upToBranch);
        output.Append(cseq);
        output.Write(_upToCSeq);
        output.Append(cseq);
        output.Write(" INFO\r\nContent-Type: text/plain\r\nContent-Length: "u8);
        output.Append(body.Length);
        output.Write("\r\n"u8);
        authentication.Sign(_signed with { CSeq = cseq }, output);
        output.Write("\r\n"u8);
        output.Write(body);
    }
}
