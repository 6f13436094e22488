using System.Buffers;

namespace PersistentChat.Rooms;

/// <summary>
/// What text may enter the store. The front doors check first; this is the second line, so that no database engine is
/// handed what another could not keep (PostgreSQL has no U+0000), nothing is silently changed by an encoder (lone
/// surrogates), and nothing gets in that no client could be told, because XML cannot say it (XML 1.0 section 2.2).
/// </summary>
internal static class TextRules
{
    public const int NameLength = 256;
    public const int UriLength = 255;
    public const int ClientMessageIdLength = 128;

    private static readonly SearchValues<char> NotInUris = SearchValues.Create(" ;?\t\r\n<>\"");

    public static bool IsStorable(string? text)
    {
        if (text is null)
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\uFFFE' or '\uFFFF' || (c < ' ' && c is not ('\t' or '\n' or '\r')) || char.IsLowSurrogate(c))
            {
                return false;
            }

            if (char.IsHighSurrogate(c))
            {
                i++;
                if (i == text.Length || !char.IsLowSurrogate(text[i]))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Null: it is a name. Names are 1 to 256 characters and not only blanks.</summary>
    public static Refusal? CheckName(string name, string what)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > NameLength || !IsStorable(name))
        {
            return Refusal.InvalidArgument($"{what} must be 1 to {NameLength} characters of valid text");
        }

        return null;
    }

    public static Refusal? CheckOptional(string? text, int length, string what) =>
        text is null || (text.Length <= length && IsStorable(text))
            ? null
            : Refusal.InvalidArgument($"{what} must be at most {length} characters of valid text");

    /// <summary>A person's address: <c>sip:user@domain</c>, lower case, without port or parameters.</summary>
    public static Refusal? CheckPersonUri(string uri)
    {
        const string Scheme = "sip:";
        var at = uri.IndexOf('@', StringComparison.Ordinal);
        var wellFormed = uri.Length <= UriLength
            && uri.StartsWith(Scheme, StringComparison.Ordinal)
            && at > Scheme.Length && at == uri.LastIndexOf('@') && at < uri.Length - 1
            && !uri.AsSpan().ContainsAny(NotInUris)
            && !uri.Any(char.IsUpper)
            && IsStorable(uri);
        return wellFormed ? null : Refusal.InvalidArgument("A person's address must be sip:user@domain in lower case");
    }
}
