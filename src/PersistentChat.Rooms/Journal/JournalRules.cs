using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Roaming;

namespace PersistentChat.Rooms.Journal;

/// <summary>What decisions depend on besides the rooms: limits, whether events are wanted, the clock.</summary>
internal sealed class JournalRules(
    IOptions<RoomsOptions> rooms, IOptions<RoamingOptions> roaming, IOptions<RecordingOptions> recording, TimeProvider clock)
{
    public RoomsOptions Rooms => rooms.Value;

    public RoamingOptions Roaming => roaming.Value;

    public bool RecordsEvents => recording.Value.Mode is ComplianceMode.On;

    public DateTimeOffset Now => clock.GetUtcNow().ToUniversalTime();

    public long Timestamp => clock.GetTimestamp();

    public TimeSpan ElapsedSince(long timestamp) => clock.GetElapsedTime(timestamp);

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, clock);
}
