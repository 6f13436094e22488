using System.Diagnostics;
using System.Diagnostics.Metrics;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip;

/// <summary>
/// What an operator watches of the endpoint. What happens often is counted by one addition; how things are is looked up when
/// somebody asks.
/// </summary>
internal sealed class SipMetrics
{
    public const string MeterName = "PersistentChat.Sip";

    /// <summary>The course of requests, for whoever collects traces.</summary>
    public static readonly ActivitySource Source = new(MeterName);

    private const int FirstStatus = 100;
    private const int LastStatus = 699;

    private readonly long[] _responses = new long[LastStatus - FirstStatus + 1];
    private long _accepted;
    private long _refused;
    private long _unreadable;

    public void Accepted() => Interlocked.Increment(ref _accepted);

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Unreadable() => Interlocked.Increment(ref _unreadable);

    public void Sending(SipMessage message)
    {
        if (message is SipResponse { Status: >= FirstStatus and <= LastStatus } response)
        {
            Interlocked.Increment(ref _responses[response.Status - FirstStatus]);
        }
    }

    public void Publish(IMeterFactory meters, SipEndpoint endpoint)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("pchat.sip.connections", () => endpoint.ConnectionCount, "{connection}", "Connections that are open");
        meter.CreateObservableCounter("pchat.sip.connections.accepted", () => Interlocked.Read(ref _accepted), "{connection}", "Connections that were let in");
        meter.CreateObservableCounter("pchat.sip.connections.refused", () => Interlocked.Read(ref _refused), "{connection}", "Connections for which there was no room");
        meter.CreateObservableGauge("pchat.sip.dialogs", () => endpoint.DialogCount, "{dialog}", "Dialogs that are open");
        meter.CreateObservableCounter("pchat.sip.responses", Responses, "{response}", "Answers to requests, by status code");
        meter.CreateObservableCounter("pchat.sip.unreadable", () => Interlocked.Read(ref _unreadable), "{message}", "What came and was no message");
        meter.CreateObservableGauge("pchat.sip.queue.size", () => endpoint.Queued.All, "By", "What waits to leave, on all connections");
        meter.CreateObservableGauge("pchat.sip.queue.longest", () => endpoint.Queued.Longest, "By", "What waits to leave on the connection with the most");
        meter.CreateObservableGauge("pchat.sip.answer.age", () => endpoint.LongestWait.TotalSeconds, "s", "How long the slowest peer has not answered what it was sent");
    }

    private IEnumerable<Measurement<long>> Responses() => _responses.Index()
        .Select(it => (Code: it.Index + FirstStatus, Count: Interlocked.Read(ref _responses[it.Index])))
        .Where(it => it.Count > 0)
        .Select(it => new Measurement<long>(it.Count, new KeyValuePair<string, object?>("code", it.Code)));
}
