using System.Runtime.CompilerServices;
using System.Text;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>Messages as the real client writes them: no branch in INVITE and within dialogs, CSeq from 1 again after INVITE.</summary>
internal static class Wire
{
    public const string Alice = "sip:alice@example.com";
    public const string Pool = "sip:Pchat-Pool@example.com";
    public const string CallId = "82D2g8C28aE5F7iFCABm4AB2tDFE5bB46Cx975Fx";
    public const string Gruu = "sip:alice@example.com;opaque=user:epid:Yjc4Nzg1MjItZDdmZS01Yz;gruu";

    public static string Invite(string from = Alice, string extra = "", string callId = CallId) =>
        Request("INVITE", Pool, $"<{from}>;tag=2042519252;epid=cf0b98dadeb9", $"<{Pool}>", callId, 1,
            $"Contact: <{Gruu}>\r\n{extra}Content-Type: application/sdp\r\n", "v=0\r\n");

    public static string InDialog(
        string method, int cseq, string tag, string body = "", string from = Alice, string callId = CallId, string extra = "") =>
        Request(method, Pool, $"<{from}>;tag=2042519252;epid=cf0b98dadeb9", $"<{Pool}>;tag={tag}", callId, cseq, extra, body);

    public static string Request(
        string method, string uri, string from, string to, string callId, int cseq, string extra = "", string body = "") =>
        $"{method} {uri} SIP/2.0\r\n"
        + "Via: SIP/2.0/tcp 127.0.0.1:35626\r\n"
        + $"From: {from}\r\nTo: {to}\r\nMax-Forwards: 70\r\nCSeq: {cseq} {method}\r\nCall-ID: {callId}\r\n{extra}"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public static string Plain(string method, int cseq = 1, string from = Alice, string extra = "", string callId = "plain") =>
        Request(method, "sip:example.com", $"<{from}>;tag=1646662694;epid=cf0b98dadeb9", $"<{from}>", callId, cseq, extra);

    public static string Register(
        int cseq = 1, string from = Alice, string instance = "b7878522-d7fe-5c33-b30d-265f6618ae78", string extra = "") =>
        Plain("REGISTER", cseq, from,
            $"Contact: <sip:127.0.0.1:35626;transport=tcp;ms-opaque=d3470f2e1d>;methods=\"INVITE, BYE\";proxy=replace"
            + $";+sip.instance=\"<urn:uuid:{instance}>\"\r\n{extra}");

    public static string Ok(PersistentChat.Sip.Messages.SipRequest request, int status = 200) =>
        $"SIP/2.0 {status} Whatever\r\nVia: {request.Headers["Via"]}\r\nFrom: {request.From}\r\nTo: {request.To}\r\n"
        + $"Call-ID: {request.CallId}\r\nCSeq: {request.CSeq}\r\nContent-Length: 0\r\n\r\n";

    /// <summary>One of them, as it came.</summary>
    public static string Capture(string name) => File.ReadAllText(Path.Combine(CaptureFolder(), $"{name}.txt"));

    /// <summary>Every message that the real client was seen to send, by file name.</summary>
    public static IEnumerable<TestCaseData> Captures()
    {
        var files = Directory.EnumerateFiles(CaptureFolder(), "*-C-*.txt").Where(it => !it.Contains("keepalive", StringComparison.Ordinal));
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            yield return new TestCaseData(File.ReadAllBytes(file)).SetArgDisplayNames(Path.GetFileNameWithoutExtension(file));
        }
    }

    public static byte[][] CaptureBytes() => [.. Captures().Select(it => (byte[])it.Arguments[0]!)];

    private static string CaptureFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "captures", "sipe");
}
