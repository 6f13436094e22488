using System.Globalization;
using System.Net;
using System.Text;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Transport;

/// <summary>
/// Notes in the topmost Via of a request where it really came from (RFC 3261 section 18.2.1), so that the answer, which
/// repeats it, says so: <c>received</c> when sent-by is another address, <c>rport</c> when it is asked for (RFC 3581 section 4),
/// and that keep-alives are answered when that is asked for (<c>keep</c>, RFC 6223 section 4.3).
/// </summary>
internal static class ViaSource
{
    public static void Note(SipRequest request, EndPoint? source, TimeSpan keepAlive)
    {
        if (source is not IPEndPoint from) { return; }
        var via = request.TopVia;
        var asksForPort = via.Parameters["rport"] is not null;
        var asksForKeepAlive = via.Parameters["keep"] is "";
        var address = from.Address.IsIPv4MappedToIPv6 ? from.Address.MapToIPv4() : from.Address;
        var isFromElsewhere = !IPAddress.TryParse(via.Host, out var said) || !said.Equals(address);
        var claimsSource = via.Parameters.Contains("received");
        if (!asksForPort && !asksForKeepAlive && !isFromElsewhere && !claimsSource) { return; }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"SIP/2.0/{via.Transport} {via.Host}");
        if (via.Port is { } port) { text.Append(CultureInfo.InvariantCulture, $":{port}"); }
        foreach (var (name, value) in via.Parameters)
        {
            if (IsOurs(name)) { continue; }
            text.Append(';').Append(name);
            if (value.Length > 0) { text.Append('=').Append(HeaderText.Quoted(value)); }
        }

        // With rport the address is always said (RFC 3581 section 4).
        if (asksForPort || isFromElsewhere) { text.Append(CultureInfo.InvariantCulture, $";received={address}"); }
        if (asksForPort) { text.Append(CultureInfo.InvariantCulture, $";rport={from.Port}"); }
        if (via.Parameters["keep"] is { } keep)
        {
            text.Append(CultureInfo.InvariantCulture, $";keep={(keep.Length > 0 ? keep : $"{(int)keepAlive.TotalSeconds}")}");
        }

        request.ReplaceTopVia(text.ToString());
    }

    private static bool IsOurs(string name) =>
        name.Equals("received", StringComparison.OrdinalIgnoreCase)
        || name.Equals("rport", StringComparison.OrdinalIgnoreCase)
        || name.Equals("keep", StringComparison.OrdinalIgnoreCase);
}
