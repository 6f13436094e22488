namespace PersistentChat.Xccos;

/// <summary>
/// What <c>ma-chan:</c> and <c>ma-cat:</c> addresses have in common: a domain and a guid (xccos.md section 5).
/// </summary>
internal static class WireUri
{
    private const int MaxDomain = 255;

    /// <summary>Splits <c>scheme://domain/guid</c>. Scheme and domain without case; the guid with dashes.</summary>
    public static bool TryParse(string? text, string scheme, out string domain, out Guid id)
    {
        (domain, id) = ("", Guid.Empty);
        if (text is null || !text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = text.AsSpan(scheme.Length);
        var slash = rest.IndexOf('/');
        return slash > 0 && TryParts(rest[..slash], rest[(slash + 1)..], out domain, out id);
    }

    public static bool TryParts(
        ReadOnlySpan<char> domainText, ReadOnlySpan<char> idText, out string domain, out Guid id)
    {
        domain = "";
        if (!Guid.TryParseExact(idText, "D", out id) || !IsDomain(domainText))
        {
            return false;
        }

        domain = domainText.ToString().ToLowerInvariant();
        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxDomain)
        {
            return false;
        }

        foreach (var letter in text)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
