namespace PersistentChat.Server.Tests.World;

/// <summary>What was said in a transcript so far, with arrows: to the right what people sent, to the left what they got.</summary>
internal sealed class TranscriptLog(string name)
{
    private readonly List<string> _lines = [];
    private TranscriptLine _at;

    public void Begin(TranscriptLine line)
    {
        _at = line;
        _lines.Add($"{line.Number,4}  {line.Text}");
    }

    public void Sent(string who, string what) => _lines.Add($"        {who} --> {what}");

    public void Received(string who, string what) => _lines.Add($"        {who} <-- {what}");

    public AssertionException Failure(string what) => new(
        $"{name}.dialog, line {_at.Number}: {_at.Text}\n{what}\n\nThe whole dialog:\n{string.Join('\n', _lines)}");
}
