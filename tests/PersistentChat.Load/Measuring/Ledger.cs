using System.Collections.Concurrent;

namespace PersistentChat.Load.Measuring;

/// <summary>
/// Who has to hear what, and what was heard. A run in which one delivery is missing, doubled or out of order has failed,
/// however fast it was. Safe for threads.
/// </summary>
internal sealed class Ledger
{
    private const int MaxFailures = 20;

    private readonly ConcurrentDictionary<uint, PendingPost> _pending = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly uint _run = (uint)Random.Shared.Next(1, int.MaxValue);
    private uint _lastNumber;
    private long _deliveries;
    private long _completed;
    private long _notices;
    private long _strange;
    private int _failureCount;
    private int _outstanding;
    private Window? _window;

    /// <summary>Every time that anybody heard a post of this run.</summary>
    public long Deliveries => Volatile.Read(ref _deliveries);

    /// <summary>Posts that everybody has heard.</summary>
    public long Completed => Volatile.Read(ref _completed);

    /// <summary>Who came and who went.</summary>
    public long Notices => Volatile.Read(ref _notices);

    /// <summary>Posts of others, who use the same server.</summary>
    public long Strange => Volatile.Read(ref _strange);

    /// <summary>Posts that somebody has not heard yet.</summary>
    public int Outstanding => Volatile.Read(ref _outstanding);

    /// <summary>What went wrong; the first of it, if it is much.</summary>
    public IReadOnlyList<string> Failures => _failureCount <= MaxFailures
        ? [.. _failures]
        : [.. _failures, $"and {_failureCount - MaxFailures} more"];

    /// <summary>A post is about to be sent to so many.</summary>
    public PendingPost Expect(int receivers, long dueAt)
    {
        var post = new PendingPost(new PostMark(_run, Interlocked.Increment(ref _lastNumber), dueAt), receivers);
        _pending[post.Mark.Number] = post;
        Interlocked.Increment(ref _outstanding);
        return post;
    }

    /// <summary>Somebody hears a post at a time, as of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>.</summary>
    public void Hear(PostMark mark, long at)
    {
        if (mark.Run != _run)
        {
            Interlocked.Increment(ref _strange);
            return;
        }

        // Everything is counted before whoever waits for it goes on.
        Interlocked.Increment(ref _deliveries);
        Volatile.Read(ref _window)?.Add(mark.DueAt, at);
        var missing = _pending.TryGetValue(mark.Number, out var post) ? post.Hear() : -1;
        if (missing < 0) { Fail($"post {mark.Number} was heard more often than there are people in its room"); }
        if (missing == 0 && TryRemove(mark.Number))
        {
            Interlocked.Increment(ref _completed);
            post!.Close(isHeard: true);
        }
    }

    public void HearNotice() => Interlocked.Increment(ref _notices);

    /// <summary>From now on delays are counted in there.</summary>
    public void Observe(Window? window) => Volatile.Write(ref _window, window);

    public void Fail(string what)
    {
        if (Interlocked.Increment(ref _failureCount) <= MaxFailures) { _failures.Enqueue(what); }
    }

    /// <summary>Waits for a task, but not when nothing was heard for so long.</summary>
    public async Task WaitAsync(Task task, TimeSpan silence)
    {
        long before;
        do
        {
            before = Deliveries;
            await Task.WhenAny(task, Task.Delay(silence));
        }
        while (!task.IsCompleted && Deliveries != before);
    }

    /// <summary>Waits for everybody to hear everything; who has not when it has become silent never will.</summary>
    public async Task DrainAsync(TimeSpan silence)
    {
        var sent = _pending.ToArray();
        await WaitAsync(Task.WhenAll(sent.Select(each => each.Value.Heard)), silence);
        foreach (var (number, post) in sent.Where(each => each.Value.Missing > 0))
        {
            if (TryGiveUp(post)) { Fail($"post {number} was not heard by {post.Missing} of those in its room"); }
        }
    }

    /// <summary>Nobody will hear it, or nobody else. False: everybody has.</summary>
    public bool TryGiveUp(PendingPost post)
    {
        if (!TryRemove(post.Mark.Number)) { return false; }
        post.Close(isHeard: false);
        return true;
    }

    private bool TryRemove(uint number)
    {
        var isOpen = _pending.TryRemove(number, out _);
        if (isOpen) { Interlocked.Decrement(ref _outstanding); }
        return isOpen;
    }
}
