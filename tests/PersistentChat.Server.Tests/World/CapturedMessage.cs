using System.Text;
using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.World;

/// <summary>A message that the real client was seen to send; see <c>tests/captures</c>.</summary>
internal sealed record CapturedMessage(string Name, string Text)
{
    private const string Extension = ".txt";
    private static readonly string Folder = Repository.PathOf("tests/captures/sipe");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*" + Extension)
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    /// <summary>Whom the message is for: the user part of its To.</summary>
    public string Callee => Regex.Match(Text, "^To: <sip:(?<user>[^@>]+)", RegexOptions.Multiline).Groups["user"].Value;

    public static CapturedMessage Load(string name) =>
        new(name, Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, name + Extension))));

    /// <summary>The value of a header line.</summary>
    public string Header(string name) => Regex.Match(Text, $"^{name}: (?<value>[^\r]*)", RegexOptions.Multiline).Groups["value"].Value;

    /// <summary>The same in a dialog of now: only the tag that the server of then gave is another.</summary>
    public CapturedMessage InDialog(string serverTag) =>
        this with { Text = Regex.Replace(Text, "^(To: <[^>]*>)(;tag=[^;\r]*)?", $"$1;tag={serverTag}", RegexOptions.Multiline) };

    /// <summary>The same, sent anew: not a retransmission.</summary>
    public CapturedMessage Again() => this with
    {
        Text = Regex.Replace(Text, "^CSeq: 1 ", "CSeq: 2 ", RegexOptions.Multiline).Replace(";branch=z9hG4bK", ";branch=z9hG4bKagain", StringComparison.Ordinal),
    };

    /// <summary>An INVITE that opens the dialog in which this message stands.</summary>
    public CapturedMessage Opening()
    {
        var invite = Load("011-C-INVITE").Text.Replace("pchat-pool@", $"{Callee}@", StringComparison.Ordinal);
        invite = Replace(invite, "From", Header("From"));
        return new CapturedMessage("(opening)", Replace(invite, "Call-ID", Header("Call-ID")));
    }

    /// <summary>An INFO of the same dialog before this message.</summary>
    public string InfoBefore(string serverTag, string body) =>
        $"INFO sip:{Callee}@example.com SIP/2.0\r\nVia: SIP/2.0/tcp 127.0.0.1:1\r\nFrom: {Header("From")}\r\n"
        + $"To: <sip:{Callee}@example.com>;tag={serverTag}\r\nMax-Forwards: 70\r\nCSeq: 1 INFO\r\nCall-ID: {Header("Call-ID")}\r\n"
        + $"Content-Type: text/plain\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private static string Replace(string text, string header, string value) =>
        Regex.Replace(text, $"^{header}: [^\r]*", $"{header}: {value}", RegexOptions.Multiline);
}
