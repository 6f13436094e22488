using System.Net;
using System.Net.Sockets;

namespace PersistentChat.Sip.Transport;

/// <summary>What counts as one address where strangers are counted: an IPv6 network of 64 bits does (RFC 4291 section 2.5.4).</summary>
public static class RemoteNetwork
{
    private const int NetworkBytes = 8;

    /// <summary><see cref="IPAddress.None"/> when there is no address.</summary>
    public static IPAddress Of(EndPoint? remote)
    {
        if (remote is not IPEndPoint ip) { return IPAddress.None; }
        var address = ip.Address.IsIPv4MappedToIPv6 ? ip.Address.MapToIPv4() : ip.Address;
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address)) { return address; }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes);
    }
}
