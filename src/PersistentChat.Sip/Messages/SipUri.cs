using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace PersistentChat.Sip.Messages;

/// <summary>
/// A SIP or SIPS URI (RFC 3261 section 19.1). Other schemes do not parse. Two URIs are equal when their texts are; persons
/// are compared by <see cref="AddressOfRecord"/>.
/// </summary>
public sealed record SipUri
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("<>\"{}|\\^` \t\r\n");

    private static readonly SearchValues<char> HostChars = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private string? _addressOfRecord;

    private SipUri(string text) => Text = text;

    /// <summary>The URI as it was written.</summary>
    public string Text { get; }

    /// <summary><c>sip</c> or <c>sips</c>.</summary>
    public string Scheme { get; private init; } = "sip";

    /// <summary>The user part as written, without a password; null when there is none.</summary>
    public string? User { get; private init; }

    /// <summary>Host name or address; an IPv6 address keeps its brackets.</summary>
    public string Host { get; private init; } = "";

    public int? Port { get; private init; }

    /// <summary>It says what a request to it should have (<c>?Subject=x</c>), so it is not to be in a Request-URI.</summary>
    public bool HasHeaders { get; private init; }

    public SipParameters Parameters { get; private init; } = SipParameters.None;

    /// <summary>
    /// <c>sip:user@host</c> in lower case, without port and parameters: the key for a person everywhere. Escapes that need
    /// not be escapes are undone, so that nobody is two people (RFC 3261 section 19.1.4).
    /// </summary>
    public string AddressOfRecord =>
        _addressOfRecord ??= $"sip:{(User is null ? Host : $"{Canonical(User)}@{Host}").ToLowerInvariant()}";

    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        if (text is null || text.AsSpan().ContainsAny(Unsafe) || !HeaderText.IsLine(text)) { return false; }

        var colon = text.IndexOf(':');
        if (colon < 0) { return false; }
        var scheme = text.AsSpan(0, colon);
        var secure = scheme.Equals("sips", StringComparison.OrdinalIgnoreCase);
        if (!secure && !scheme.Equals("sip", StringComparison.OrdinalIgnoreCase)) { return false; }

        var rest = text.AsSpan(colon + 1);
        string? user = null;
        var at = rest.IndexOf('@');
        if (at >= 0)
        {
            user = WithoutPassword(rest[..at]);
            rest = rest[(at + 1)..];
            if (user.Length == 0 || rest.Contains('@')) { return false; }
        }

        var headers = rest.IndexOf('?');
        if (headers >= 0) { rest = rest[..headers]; }
        var semicolon = rest.IndexOf(';');
        var parameterText = semicolon < 0 ? default : rest[(semicolon + 1)..];
        if (!SipParameters.TryParse(parameterText, out var parameters)) { return false; }
        if (!TryParseHostPort(semicolon < 0 ? rest : rest[..semicolon], out var host, out var port)) { return false; }

        uri = new SipUri(text)
        {
            Scheme = secure ? "sips" : "sip",
            User = user,
            Host = host,
            Port = port,
            HasHeaders = headers >= 0,
            Parameters = parameters,
        };
        return true;
    }

    public bool Equals(SipUri? other) => other is not null && other.Text == Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    internal static bool TryParseHostPort(ReadOnlySpan<char> text, out string host, out int? port)
    {
        host = "";
        port = null;
        text = text.Trim();
        var bracket = text.StartsWith("[") ? text.IndexOf(']') : -1;
        var colon = bracket >= 0 ? text[bracket..].IndexOf(':') : text.IndexOf(':');
        if (bracket >= 0 && colon >= 0) { colon += bracket; }

        var name = (colon < 0 ? text : text[..colon]).Trim();
        if (colon >= 0)
        {
            if (!ushort.TryParse(text[(colon + 1)..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            port = number;
        }

        // RFC 5118 section 4.10: the grammar of RFC 3261 asked for a third colon in front of an IPv4 address, by mistake.
        host = bracket >= 0 && name.Contains('.') ? name.ToString().Replace(":::", "::", StringComparison.Ordinal) : name.ToString();
        return bracket >= 0
            ? System.Net.IPAddress.TryParse(host, out _)
            : !name.IsEmpty && !name.ContainsAnyExcept(HostChars);
    }

    private static string WithoutPassword(ReadOnlySpan<char> userInfo)
    {
        var colon = userInfo.IndexOf(':');
        return (colon < 0 ? userInfo : userInfo[..colon]).ToString();
    }

    private static string Canonical(string user)
    {
        if (!user.Contains('%', StringComparison.Ordinal)) { return user; }

        var plain = new StringBuilder(user.Length);
        for (var i = 0; i < user.Length; i++)
        {
            if (user[i] == '%' && TryUnescape(user.AsSpan(i + 1), out var plainChar))
            {
                plain.Append(plainChar);
                i += 2;
                continue;
            }

            plain.Append(user[i]);
        }

        return plain.ToString();
    }

    /// <summary>An escaped character that could as well stand for itself ("unreserved").</summary>
    private static bool TryUnescape(ReadOnlySpan<char> text, out char plain)
    {
        const int Digits = 2;
        plain = default;
        if (text.Length < Digits) { return false; }
        if (!byte.TryParse(text[..Digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet)) { return false; }
        plain = (char)octet;
        return char.IsAsciiLetterOrDigit(plain) || "-_.!~*'()".Contains(plain, StringComparison.Ordinal);
    }
}
