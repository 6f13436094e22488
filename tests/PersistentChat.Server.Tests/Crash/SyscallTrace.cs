using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// What <c>strace -f -y</c> wrote, in the order in which it happened. A call that another thread interrupts is two
/// lines, <c>write(… &lt;unfinished ...&gt;</c> and <c>&lt;... write resumed&gt; …</c>: it begins with the first and
/// ends with the second.
/// </summary>
internal sealed partial class SyscallTrace
{
    private readonly List<Call> _calls = [];

    public SyscallTrace(IEnumerable<string> lines)
    {
        var unfinished = new Dictionary<string, int>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (Resumed().Match(line) is { Success: true } resumed)
            {
                if (unfinished.Remove(resumed.Groups["thread"].Value, out var index))
                {
                    _calls[index] = _calls[index] with { EndsAt = number };
                }
            }
            else if (Begun().Match(line) is { Success: true } begun)
            {
                var isUnfinished = line.EndsWith("<unfinished ...>", StringComparison.Ordinal);
                if (isUnfinished) { unfinished[begun.Groups["thread"].Value] = _calls.Count; }
                _calls.Add(new Call(
                    begun.Groups["name"].Value, begun.Groups["file"].Value, line, number, isUnfinished ? int.MaxValue : number));
            }
        }
    }

    /// <param name="Name">Of the system call.</param>
    /// <param name="File">What its first argument, a descriptor, stands for.</param>
    /// <param name="Line">As it was written.</param>
    /// <param name="BeginsAt">Line number.</param>
    /// <param name="EndsAt">Line number; the largest there is when its end was not seen.</param>
    public sealed record Call(string Name, string File, string Line, int BeginsAt, int EndsAt)
    {
        public bool IsSync => Name is "fsync" or "fdatasync";

        public bool IsToSocket => File.StartsWith("socket:", StringComparison.Ordinal)
            || File.StartsWith("TCP", StringComparison.Ordinal);

        public bool Says(string text) => Line.Contains(text, StringComparison.Ordinal);
    }

    public IReadOnlyList<Call> Calls => _calls;

    public Call First(string what, Func<Call, bool> predicate) => _calls.FirstOrDefault(predicate)
        ?? throw new AssertionException($"The trace of {_calls.Count} calls has no {what}.");

    [GeneratedRegex(@"^(?<thread>\d+)\s+(?<name>\w+)\((\d+<(?<file>.*?)>)?")]
    private static partial Regex Begun();

    [GeneratedRegex(@"^(?<thread>\d+)\s+<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();
}
