namespace PersistentChat.Server.SignIn;

/// <summary>Failures by whom they are counted for, and how long each has to wait for its next attempt. Bounded.</summary>
/// <param name="free">Failures that cost nothing.</param>
/// <param name="maxDelay">The longest wait.</param>
/// <param name="options">First wait, and what is remembered.</param>
/// <param name="clock">Elapsed time only.</param>
internal sealed class FailedSignIns<TKey>(int free, TimeSpan maxDelay, SignInOptions options, TimeProvider clock)
    where TKey : notnull
{
    // Doubling beyond this is longer than any wait there is.
    private const int MostDoublings = 30;

    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];

    // Whoever failed longest ago comes first.
    private readonly LinkedList<Entry> _byAge = [];

    public int Count
    {
        get
        {
            lock (_gate) { return _entries.Count; }
        }
    }

    /// <summary>How long the next attempt has to wait from now; zero when it need not.</summary>
    public TimeSpan DelayOf(TKey key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var node)) { return TimeSpan.Zero; }
            var left = DelayAfter(node.Value.Failures) - clock.GetElapsedTime(node.Value.LastAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Add(TKey key)
    {
        lock (_gate)
        {
            ForgetOld();
            if (!_entries.TryGetValue(key, out var node))
            {
                if (_entries.Count >= options.MaxRemembered) { Remove(_byAge.First!); }
                _entries[key] = node = new LinkedListNode<Entry>(new Entry(key));
            }
            else
            {
                _byAge.Remove(node);
            }

            node.Value.Failures++;
            node.Value.LastAt = clock.GetTimestamp();
            _byAge.AddLast(node);
        }
    }

    public void Forget(TKey key)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node)) { Remove(node); }
        }
    }

    private TimeSpan DelayAfter(int failures)
    {
        if (failures <= free) { return TimeSpan.Zero; }
        var delay = options.FirstDelay * Math.Pow(2, Math.Min(failures - free - 1, MostDoublings));
        return delay < maxDelay ? delay : maxDelay;
    }

    private void ForgetOld()
    {
        while (_byAge.First is { } oldest && clock.GetElapsedTime(oldest.Value.LastAt) >= options.ForgetAfter)
        {
            Remove(oldest);
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _byAge.Remove(node);
        _entries.Remove(node.Value.Key);
    }

    private sealed class Entry(TKey key)
    {
        public TKey Key => key;

        public int Failures { get; set; }

        public long LastAt { get; set; }
    }
}
