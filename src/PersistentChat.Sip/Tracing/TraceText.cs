using System.Text;
using System.Text.RegularExpressions;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Tracing;

/// <summary>A message's head as it may be told: whatever proves who somebody is stays out.</summary>
internal static partial class TraceText
{
    private const string Removed = "(removed)";

    // Of those that are known, schemes are told: which one was tried is what one wants to know.
    private static readonly HashSet<string> Secret = new(
        [
            "Authorization", "Proxy-Authorization", "WWW-Authenticate", "Proxy-Authenticate", "Authentication-Info",
            "Proxy-Authentication-Info", "Cookie", "Set-Cookie", "Identity", "Identity-Info", "y",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: it is no head of a message.</summary>
    public static string? OfHead(ReadOnlySpan<byte> head, out string? contentType)
    {
        contentType = null;
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine()) { return null; }
        var text = new StringBuilder(WithoutPasswords(lines.StartLine)).Append("\r\n");
        while (lines.ReadHeader())
        {
            var name = Encoding.UTF8.GetString(lines.Name);
            if (lines.IsNamed("Content-Type"u8) || lines.IsNamed("c"u8)) { contentType = Encoding.UTF8.GetString(lines.Value); }
            text.Append(name).Append(": ").Append(Secret.Contains(name) ? Masked(lines.Value) : WithoutPasswords(lines.Value)).Append("\r\n");
        }

        return lines.IsMalformed ? null : text.Append("\r\n").ToString();
    }

    /// <summary>Whether a message is from a person or to it.</summary>
    public static bool IsOf(string person, ReadOnlySpan<byte> head)
    {
        var lines = new HeadLines(head);
        if (!lines.ReadStartLine()) { return false; }
        while (lines.ReadHeader())
        {
            var isAddress = lines.IsNamed("From"u8) || lines.IsNamed("To"u8) || lines.IsNamed("f"u8) || lines.IsNamed("t"u8);
            if (isAddress && NameAddress.TryParse(Encoding.UTF8.GetString(lines.Value), out var address) && address.Uri.AddressOfRecord == person)
            {
                return true;
            }
        }

        return false;
    }

    private static string Masked(ReadOnlySpan<byte> value)
    {
        var blank = value.IndexOf((byte)' ');
        var scheme = blank > 0 ? Encoding.UTF8.GetString(value[..blank]) : "";
        return SchemeName().IsMatch(scheme) ? $"{scheme} {Removed}" : Removed;
    }

    private static string WithoutPasswords(ReadOnlySpan<byte> text) =>
        Password().Replace(Encoding.UTF8.GetString(text), $"$1:{Removed}@");

    [GeneratedRegex("^(NTLM|Kerberos|Digest|TLS-DSK)$", RegexOptions.IgnoreCase)]
    private static partial Regex SchemeName();

    [GeneratedRegex("(sips?:[^:@;?<> ]+):[^@<> ]+@", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
