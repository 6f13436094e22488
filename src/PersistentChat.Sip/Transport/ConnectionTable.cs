using System.Collections.Concurrent;
using System.Net;

namespace PersistentChat.Sip.Transport;

/// <summary>All connections of a process: how many there may be, how much waits on them, and how they close without their peers.</summary>
internal sealed class ConnectionTable(SipLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan CloseInterval = TimeSpan.FromMilliseconds(10);

    // Longer than it takes to check a password.
    private static readonly TimeSpan EndedLifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<SipConnection, byte> _open = new();
    private readonly ConcurrentDictionary<string, (long Before, string Reason)> _ended = new(StringComparer.Ordinal);
    private readonly ConnectionCounts _counts = new(limits);

    public int Count => _open.Count;

    /// <summary>Bytes that wait to leave.</summary>
    public (long All, int Longest) Queued()
    {
        var (all, longest) = (0L, 0);
        foreach (var (connection, _) in _open)
        {
            var length = connection.Outbound.Length;
            all += length;
            longest = Math.Max(longest, length);
        }

        return (all, longest);
    }

    /// <summary>Null: there is room for one more, which is counted and has to be added. Else why not.</summary>
    public string? TryCount(EndPoint? remote) => _counts.TryAdd(remote);

    public void Add(SipConnection connection) => _open[connection] = 0;

    public void Remove(SipConnection connection)
    {
        _open.TryRemove(connection, out _);
        _counts.Remove(connection.RemoteEndPoint);
    }

    /// <summary>
    /// Closes every connection once what is queued for it has left, or <see cref="SipLimits.LingerTimeout"/> is over. Returns when
    /// there is none any more.
    /// </summary>
    public async Task CloseAllAsync(string reason, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        foreach (var (connection, _) in _open)
        {
            connection.CloseAfterSending(reason);
        }

        while (!_open.IsEmpty)
        {
            await Task.Delay(CloseInterval, clock, ct);
            if (clock.GetElapsedTime(began) < limits.LingerTimeout) { continue; }
            foreach (var (connection, _) in _open)
            {
                connection.Close(reason);
            }
        }
    }

    /// <summary>
    /// Closes what a person has opened before a moment, once what is queued for it has left. Whoever was just about to sign in on
    /// such a connection is found by the next looks.
    /// </summary>
    /// <returns>How many.</returns>
    public int CloseAllOf(string person, string reason, long before)
    {
        _ended[person] = (before, reason);
        return _open.Keys.Count(CloseIfEnded);
    }

    /// <summary>Looks through their timers.</summary>
    public void Look()
    {
        foreach (var (connection, _) in _open)
        {
            connection.CheckTimeouts(limits);
            CloseIfEnded(connection);
            connection.Transactions.ForgetOld();
        }

        foreach (var (person, end) in _ended)
        {
            if (clock.GetElapsedTime(end.Before) >= EndedLifetime) { _ended.TryRemove(person, out _); }
        }
    }

    private bool CloseIfEnded(SipConnection connection)
    {
        if (connection.Identity is not { } person || !_ended.TryGetValue(person, out var end)) { return false; }
        if (connection.AcceptedAt >= end.Before) { return false; }
        connection.CloseAfterSending(end.Reason);
        return true;
    }
}
