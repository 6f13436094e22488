using System.Diagnostics.CodeAnalysis;

namespace PersistentChat.Sip.Messages;

/// <summary>One Via value (RFC 3261 section 20.42): by which transport, from whom, and the branch of the transaction.</summary>
public sealed record Via(string Transport, string Host, int? Port, SipParameters Parameters)
{
    /// <summary>
    /// Null when there is none. COMPAT(pidgin-sipe): every INVITE and every request within a dialog comes without.
    /// </summary>
    public string? Branch => Parameters["branch"];

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Via? via)
    {
        via = null;
        var value = text.AsSpan().Trim();
        var semicolon = HeaderText.IndexOutside(value, ';');
        if (!SipParameters.TryParse(semicolon < 0 ? default : value[(semicolon + 1)..], out var parameters)) { return false; }
        if (semicolon >= 0) { value = value[..semicolon].TrimEnd(); }

        // sent-protocol may have blanks around its slashes; sent-by follows after a blank.
        if (!TryTakePart(ref value, out var name) || !name.Equals("SIP", StringComparison.OrdinalIgnoreCase)) { return false; }
        if (!TryTakePart(ref value, out var version) || version is not "2.0") { return false; }

        var blank = value.IndexOfAny(' ', '\t');
        if (blank <= 0 || !HeaderText.IsToken(value[..blank])) { return false; }
        var transport = value[..blank].ToString();
        if (!SipUri.TryParseHostPort(value[blank..], out var host, out var port)) { return false; }

        via = new Via(transport, host, port, parameters);
        return true;
    }

    private static bool TryTakePart(ref ReadOnlySpan<char> value, out ReadOnlySpan<char> part)
    {
        var slash = value.IndexOf('/');
        part = slash < 0 ? default : value[..slash].TrimEnd();
        value = slash < 0 ? value : value[(slash + 1)..].TrimStart();
        return slash >= 0;
    }
}
