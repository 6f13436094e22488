namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>Time that moves only when told to. Timers run on the thread of <see cref="Advance"/>.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) { _timers.Add(timer); }
        return timer;
    }

    /// <summary>Moves on second by second, so that everything periodic happens as often as it should.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _now + by;
        while (_now < end)
        {
            var step = TimeSpan.FromSeconds(1);
            _now = _now + step > end ? end : _now + step;
            List<ManualTimer> timers;
            lock (_gate) { timers = [.. _timers]; }
            timers.ForEach(timer => timer.FireIfDue());
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action callback) : ITimer
    {
        private DateTimeOffset? _dueAt;
        private TimeSpan _period;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _dueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
            _period = period;
            return true;
        }

        public void FireIfDue()
        {
            if (_dueAt is not { } dueAt || dueAt > clock._now) { return; }
            _dueAt = _period == Timeout.InfiniteTimeSpan ? null : clock._now + _period;
            callback();
        }

        public void Dispose()
        {
            lock (clock._gate) { clock._timers.Remove(this); }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
