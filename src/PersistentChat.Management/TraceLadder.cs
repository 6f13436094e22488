using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PersistentChat.Management;

/// <summary>A trace as people read one: the far end left, the server right, an arrow for each message, in the order of time.</summary>
public static partial class TraceLadder
{
    private const int Width = 60;

    /// <summary>One line for each message, below a line for each change of the connection.</summary>
    public static string Render(IEnumerable<TracedMessage> messages)
    {
        var text = new StringBuilder();
        var connection = "";
        foreach (var message in messages)
        {
            if (message.ConnectionId != connection)
            {
                connection = message.ConnectionId;
                text.Append(CultureInfo.InvariantCulture, $"connection {connection}, {message.Remote}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"{message.At:HH:mm:ss.fff} {message.Number,5}  {Arrow(message)}\n");
        }

        return text.ToString();
    }

    private static string Arrow(TracedMessage message)
    {
        var label = $" {Label(message.Text)} ";
        if (label.Length > Width) { label = $"{label[..(Width - 2)]}… "; }
        var shaft = new string('-', Math.Max(3, Width - label.Length));
        return message.IsReceived ? $"|--{label}{shaft}>|" : $"|<{shaft}{label}--|";
    }

    // "INFO 7: cmd:join", "200 OK (INFO 7)".
    private static string Label(string text)
    {
        var words = text.Split('\r', 2)[0].Split(' ', 3);
        var number = CSeq().Match(text);
        if (!number.Success || words.Length < 3) { return words[0] is ['(', ..] ? text : words[0]; }
        if (words[0] is "SIP/2.0")
        {
            return $"{words[1]} {words[2]} ({number.Groups["method"].Value} {number.Groups["number"].Value})";
        }

        var what = Primitive().Matches(text).Select(it => it.Groups["id"].Value).ToList();
        return $"{words[0]} {number.Groups["number"].Value}{(what.Count is 0 ? "" : ": ")}{string.Join(", ", what)}";
    }

    [GeneratedRegex(@"^CSeq: *(?<number>\d+) +(?<method>[A-Z]+)\r$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex CSeq();

    // What an XCCOS envelope has in it, by its id.
    [GeneratedRegex(@"<(cmd|rpl|ntc|grpchat)\b[^>]*?\bid=""(?<id>[a-z:]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Primitive();
}
