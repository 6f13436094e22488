using System.Security.Cryptography;
using Microsoft.Extensions.Options;
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

    /// <summary>
    /// A number for a new epoch, unlike that of any epoch there ever was: also of one that a restored backup has made unknown.
    /// Hence not the next number but the time (microseconds since 1970), later than the last epoch if the clock went back, and
    /// up to a second of chance.
    /// </summary>
    public long NewEpoch(long last) =>
        Math.Max(last, (Now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)
        + RandomNumberGenerator.GetInt32(1, 1_000_000);

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, clock);
}
