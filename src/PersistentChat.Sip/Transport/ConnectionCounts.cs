using System.Net;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// How many connections there are, and how many of each address: nobody may take them all. An IPv6 network of 64 bits counts
/// as one address, because whoever has one has all of it. The machine itself (loopback) counts only towards the total: what
/// runs on it are front ends, tests and load tools, not strangers.
/// </summary>
internal sealed class ConnectionCounts(SipLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _total;

    /// <summary>Counts one more; or says why not, and counts nothing.</summary>
    public string? TryAdd(EndPoint? remote)
    {
        var address = KeyOf(remote);
        lock (_gate)
        {
            if (_total >= limits.MaxConnections) { return "too many connections"; }
            if (address is not null)
            {
                var count = _byAddress.GetValueOrDefault(address);
                if (count >= limits.MaxConnectionsPerAddress) { return "too many connections from its address"; }
                _byAddress[address] = count + 1;
            }

            _total++;
            return null;
        }
    }

    public void Remove(EndPoint? remote)
    {
        var address = KeyOf(remote);
        lock (_gate)
        {
            _total--;
            if (address is null) { return; }
            if (--_byAddress[address] == 0) { _byAddress.Remove(address); }
        }
    }

    private static IPAddress? KeyOf(EndPoint? remote) =>
        remote is IPEndPoint ip && !IPAddress.IsLoopback(ip.Address) ? RemoteNetwork.Of(ip) : null;
}
