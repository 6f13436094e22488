namespace PersistentChat.Server.Tests.World;

/// <summary>
/// A file of <c>Dialogs/</c>: first what the world is like, then who says and hears what. A line that begins with a blank
/// continues the one before; <c>#</c> begins a remark.
/// </summary>
internal sealed record Transcript(string Name, IReadOnlyList<TranscriptLine> Lines)
{
    private const string Extension = ".dialog";

    public static string Folder => Repository.PathOf("tests/PersistentChat.Server.Tests/Dialogs");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*" + Extension)
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    public static Transcript Load(string name) =>
        new(name, [.. Sentences(File.ReadAllLines(Path.Combine(Folder, name + Extension)))]);

    private static IEnumerable<TranscriptLine> Sentences(string[] lines)
    {
        TranscriptLine? open = null;
        foreach (var (index, line) in lines.Index())
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
            {
                continue;
            }

            if (char.IsWhiteSpace(line[0]) && open is { } begun)
            {
                open = begun with { Text = Continue(begun.Text, line.Trim()) };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = new TranscriptLine(index + 1, line.TrimEnd());
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    // Between elements a line break means nothing; elsewhere it is a blank.
    private static string Continue(string text, string more) =>
        more.StartsWith('<') && text.EndsWith('>') ? text + more : $"{text} {more}";
}
