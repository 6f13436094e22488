using System.Diagnostics.CodeAnalysis;

namespace PersistentChat.Xccos;

/// <summary>
/// A room's address as participants see it, <c>ma-chan://domain/guid</c> in lower case (xccos.md section 5).
/// </summary>
public readonly record struct RoomUri(string Domain, Guid Id)
{
    private const string Scheme = "ma-chan://";

    /// <summary>
    /// Reads an address in any case. False: not of this scheme, no domain, or the last part is no guid.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RoomUri uri)
    {
        var ok = WireUri.TryParse(text, Scheme, out var domain, out var id);
        uri = ok ? new RoomUri(domain, id) : default;
        return ok;
    }

    /// <summary>The same from the two halves that <c>chanid</c> carries (xccos.md section 6.3).</summary>
    public static bool TryParse(string? domainText, string? idText, out RoomUri uri)
    {
        var ok = WireUri.TryParts(domainText, idText, out var domain, out var id);
        uri = ok ? new RoomUri(domain, id) : default;
        return ok;
    }

    public override string ToString() => $"{Scheme}{Domain}/{Id:D}";
}
