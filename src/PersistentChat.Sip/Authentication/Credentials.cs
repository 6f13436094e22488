using System.Diagnostics.CodeAnalysis;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Authentication;

/// <summary>One Authorization header (RFC 3261 section 20.7): a scheme and its parameters.</summary>
public sealed class Credentials
{
    private readonly Dictionary<string, string> _parameters;

    private Credentials(string scheme, Dictionary<string, string> parameters) => (Scheme, _parameters) = (scheme, parameters);

    /// <summary>As written; compare without regard to case.</summary>
    public string Scheme { get; }

    /// <summary>
    /// They say who somebody is (MS-SIPAE section 2.2.1), and do not only sign a message by what was said before.
    /// </summary>
    public bool IsHandshake => this["gssapi-data"] is not null;

    /// <summary>The value of a parameter without its quotes; null when there is none.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>False when it has no parameters, or one without a value, or one of them twice.</summary>
    public static bool TryParse(string header, [NotNullWhen(true)] out Credentials? credentials)
    {
        credentials = null;
        var text = header.Trim();
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank <= 0 || !HeaderText.IsToken(text.AsSpan(0, blank))) { return false; }

        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var element in HeaderText.Split(text[(blank + 1)..]))
        {
            var equals = element.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) { return false; }
            if (!parameters.TryAdd(element[..equals].TrimEnd(), HeaderText.Unquote(element.AsSpan(equals + 1).Trim()))) { return false; }
        }

        credentials = new Credentials(text[..blank], parameters);
        return true;
    }

    // Some of it is as good as a password for a while.
    public override string ToString() => Scheme;
}
