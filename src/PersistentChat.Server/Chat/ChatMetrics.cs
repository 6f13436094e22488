using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using PersistentChat.Rooms;

namespace PersistentChat.Server.Chat;

/// <summary>What an operator watches of the chat: one addition for each post and each announcement, whoever hears it.</summary>
internal sealed class ChatMetrics
{
    public const string MeterName = "PersistentChat.Server";

    private readonly Meter _meter;
    private readonly FrozenDictionary<RefusalKind, Count> _refusals = Enum.GetValues<RefusalKind>().ToFrozenDictionary(kind => kind, _ => new Count());
    private long _posts;
    private long _deliveries;

    public ChatMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _meter.CreateObservableCounter("pchat.posts", () => Interlocked.Read(ref _posts), "{message}", "Messages that were stored");
        _meter.CreateObservableCounter("pchat.deliveries", () => Interlocked.Read(ref _deliveries), "{message}", "What was told in rooms, counted once for each dialog that was told");
        _meter.CreateObservableCounter("pchat.refusals", Refusals, "{command}", "Posts and commands that were refused, by reason");
    }

    public void Posted() => Interlocked.Increment(ref _posts);

    public void Delivered(int dialogs) => Interlocked.Add(ref _deliveries, dialogs);

    public void Refused(RefusalKind kind) => _refusals[kind].Increment();

    public void Publish(RoomAnnouncers announcers) => _meter.CreateObservableGauge(
        "pchat.announcements.waiting", () => announcers.Behind, "{announcement}", "What rooms have still to be told");

    private IEnumerable<Measurement<long>> Refusals() => _refusals
        .Where(it => it.Value.Value > 0)
        .Select(it => new Measurement<long>(it.Value.Value, new KeyValuePair<string, object?>("reason", it.Key)));

    private sealed class Count
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Increment() => Interlocked.Increment(ref _value);
    }
}
