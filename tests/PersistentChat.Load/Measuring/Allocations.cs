using System.Diagnostics;
using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace PersistentChat.Load.Measuring;

/// <summary>
/// What a .NET process on this machine allocates, as it says itself every second (EventPipe, <c>alloc-rate</c>). Whoever
/// wants a figure per operation needs a run of some seconds and takes the rate.
/// </summary>
internal sealed class Allocations : IDisposable
{
    private readonly EventPipeSession _session;
    private readonly Task _reading;
    private readonly Lock _gate = new();
    private double _bytes;
    private long _from;
    private long _until;

    private Allocations(EventPipeSession session)
    {
        _session = session;
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Since <see cref="Begin"/>, in whole seconds of the process; null: not even two of them.</summary>
    public double? PerSecond
    {
        get
        {
            lock (_gate) { return _until > _from ? _bytes / Stopwatch.GetElapsedTime(_from, _until).TotalSeconds : null; }
        }
    }

    /// <summary>Counts from the next time on that the process says something.</summary>
    public void Begin()
    {
        lock (_gate) { _from = 0; }
    }

    /// <summary>Null: the process is not known, or not one of .NET, or of somebody else.</summary>
    public static Allocations? Start(int? pid)
    {
        if (pid is not { } id) { return null; }
        try
        {
            var counters = new EventPipeProvider(
                "System.Runtime", EventLevel.Informational, 0, new Dictionary<string, string> { ["EventCounterIntervalSec"] = "1" });
            return new Allocations(new DiagnosticsClient(id).StartEventPipeSession([counters], requestRundown: false, circularBufferMB: 16));
        }
        catch (Exception unavailable) when (unavailable is ServerNotAvailableException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        try
        {
            _session.Stop();
        }
        catch (Exception ended) when (ended is ServerNotAvailableException or EndOfStreamException or IOException)
        {
            // The process was faster.
        }

        _reading.Wait();
        _session.Dispose();
    }

    private void Read()
    {
        using var source = new EventPipeEventSource(_session.EventStream);
        source.Dynamic.All += each =>
        {
            if (each.EventName != "EventCounters" || each.PayloadValue(0) is not IDictionary<string, object> outer) { return; }
            if (outer["Payload"] is IDictionary<string, object> counter && counter["Name"] is "alloc-rate")
            {
                Count(Convert.ToDouble(counter["Increment"], CultureInfo.InvariantCulture));
            }
        };
        source.Process();
    }

    private void Count(double bytes)
    {
        lock (_gate)
        {
            _until = Stopwatch.GetTimestamp();
            _bytes = _from == 0 ? 0 : _bytes + bytes;
            _from = _from == 0 ? _until : _from;
        }
    }
}
