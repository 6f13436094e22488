using System.Buffers.Text;
using System.Globalization;

namespace PersistentChat.Load.Measuring;

/// <summary>What the text of a post of the load begins with, by which it is known again wherever it is heard.</summary>
/// <param name="Run">Posts of another run are not counted.</param>
/// <param name="Number">Counts the posts of the run.</param>
/// <param name="DueAt">When it was to be sent, as of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</param>
internal readonly record struct PostMark(uint Run, uint Number, long DueAt)
{
    private const int RunAt = 5;
    private const int NumberAt = RunAt + 9;
    private const int DueAtAt = NumberAt + 9;

    private static ReadOnlySpan<byte> Begin => "<chat>load."u8;

    /// <summary>The mark and, behind it, the words as often as fit into <paramref name="length"/> characters altogether.</summary>
    public string ToText(int length, string words)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"load.{Run:x8}.{Number:x8}.{DueAt:x16} ");
        while (text.Length < length) { text += words; }
        return text[..Math.Max(length, DueAtAt + 16)].TrimEnd();
    }

    public static bool TryRead(ReadOnlySpan<byte> post, out PostMark mark)
    {
        mark = default;
        var begin = post.IndexOf(Begin);
        if (begin < 0 || post.Length < begin + "<chat>".Length + DueAtAt + 16) { return false; }
        var text = post[(begin + "<chat>".Length)..];
        var isMark = Utf8Parser.TryParse(text.Slice(RunAt, 8), out uint run, out _, 'x')
            & Utf8Parser.TryParse(text.Slice(NumberAt, 8), out uint number, out _, 'x')
            & Utf8Parser.TryParse(text.Slice(DueAtAt, 16), out long due, out _, 'x');
        mark = new PostMark(run, number, due);
        return isMark;
    }
}
