using System.Net;
using System.Net.Sockets;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// How many connections there are, and how many of each address: nobody may take them all. An IPv6 network of 64 bits counts
/// as one address, because whoever has one has all of it. The machine itself (loopback) counts only towards the total: what
/// runs on it are front ends, tests and load tools, not strangers.
/// </summary>
internal sealed class ConnectionCounts(SipLimits limits)
{
    private const int NetworkBytes = 8;

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

    /// <summary>What counts as one address; <see cref="IPAddress.None"/> when there is none.</summary>
    public static IPAddress NetworkOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint ip) { return IPAddress.None; }
        var address = ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) { return address; }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }

    private static IPAddress? KeyOf(EndPoint? remote) =>
        remote is IPEndPoint ip && !IPAddress.IsLoopback(ip.Address) ? NetworkOf(ip) : null;
}
