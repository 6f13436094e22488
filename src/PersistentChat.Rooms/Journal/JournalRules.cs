using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>What decisions depend on besides the rooms: limits, whether events are wanted, the clock.</summary>
internal sealed class JournalRules(
    IOptions<RoomsOptions> rooms, IOptions<RoamingOptions> roaming, IOptions<RecordingOptions> recording,
    ArchiveGate gate, TimeProvider clock)
{
    private (PoolSettings Settings, RoomsOptions Options) _inForce = (PoolSettings.None, rooms.Value);

    /// <summary>What the settings file says.</summary>
    public RoomsOptions Rooms => rooms.Value;

    public RoamingOptions Roaming => roaming.Value;

    /// <summary>What holds with the settings of a pool. Asked in the journal's turns only, one after the other.</summary>
    public RoomsOptions RoomsWith(PoolSettings settings)
    {
        if (!ReferenceEquals(_inForce.Settings, settings))
        {
            _inForce = (settings, settings.Over(rooms.Value));
        }

        return _inForce.Options;
    }

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
