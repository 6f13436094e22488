using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Journal;

/// <summary>What decisions depend on besides the rooms: limits, whether events are wanted, the clock.</summary>
internal sealed class JournalRules(
    IOptions<RoomsOptions> rooms, IOptions<RoamingOptions> roaming, IOptions<RecordingOptions> recording,
    ArchiveGate gate, TimeProvider clock)
{
    public RoomsOptions Rooms => rooms.Value;

    public RoamingOptions Roaming => roaming.Value;

    public bool RecordsEvents => recording.Value.Mode is ComplianceMode.On;

    /// <summary>Nothing may happen now that would have to be archived.</summary>
    public bool IsBlocked => gate.WhyClosed() is not null;

    public DateTimeOffset Now => clock.GetUtcNow().ToUniversalTime();

    public long Timestamp => clock.GetTimestamp();

    public TimeSpan ElapsedSince(long timestamp) => clock.GetElapsedTime(timestamp);

    public long NewEpoch(long last) => EventPosition.NewEpoch(last, Now);

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, clock);
}
