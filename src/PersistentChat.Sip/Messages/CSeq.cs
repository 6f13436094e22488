using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PersistentChat.Sip.Messages;

/// <summary>The CSeq header (RFC 3261 section 20.16): a number below 2^31 and the method.</summary>
public readonly record struct CSeq(int Number, string Method)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out CSeq value)
    {
        value = default;
        var parts = text.AsSpan().Trim();
        var blank = parts.IndexOfAny(' ', '\t');
        if (blank <= 0) { return false; }

        var method = parts[(blank + 1)..].TrimStart();
        if (!HeaderText.IsToken(method)) { return false; }
        if (!int.TryParse(parts[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return false; }

        value = new CSeq(number, SipMethod.From(method));
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number} {Method}");
}
