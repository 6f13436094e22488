using System.Globalization;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// How often a session is refreshed (RFC 4028 section 9): what the peer asks for when that is less than ours, but neither less
/// than it allows nor than we do.
/// </summary>
/// <remarks>
/// Whatever the peer prefers, it is always the peer who refreshes: a request of ours in a chat dialog that is not an INFO is
/// more than the real client takes.
/// </remarks>
internal static class SessionInterval
{
    public static bool IsKnownTo(SipRequest request) =>
        request.Headers.Elements(SipHeaderNames.Supported).Concat(request.Headers.Elements(SipHeaderNames.Require))
            .Contains("timer", StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// 422 (section 6) for those who know what to make of it. COMPAT(pidgin-sipe): it asks for no interval at all, and any
    /// refusal of its INVITE costs it its chat; who does not support timers is never refused for one.
    /// </summary>
    public static bool IsTooSmall(SipRequest request, DialogOptions options) =>
        IsKnownTo(request) && AskedFor(request, SipHeaderNames.SessionExpires) is { } asked && asked < options.MinSessionExpires;

    public static TimeSpan Choose(SipRequest request, DialogOptions options)
    {
        if (!IsKnownTo(request) || AskedFor(request, SipHeaderNames.SessionExpires) is not { } asked) { return options.SessionExpires; }

        var chosen = asked < options.SessionExpires ? asked : options.SessionExpires;
        var least = AskedFor(request, SipHeaderNames.MinSE) ?? TimeSpan.Zero;
        return chosen >= least ? chosen : least;
    }

    // A number too large for us is a long time all the same; what is no number was not said.
    private static TimeSpan? AskedFor(SipRequest request, string header)
    {
        if (request.Headers[header] is not { } value) { return null; }
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var number = (semicolon < 0 ? value : value[..semicolon]).Trim();
        return uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.SecondsPerDay))
            : null;
    }
}
