using System.Diagnostics.CodeAnalysis;

namespace PersistentChat.Xccos;

/// <summary>A category's address, <c>ma-cat://domain/guid</c> in lower case (xccos.md section 5).</summary>
public readonly record struct CategoryUri(string Domain, Guid Id)
{
    private const string Scheme = "ma-cat://";

    /// <summary>
    /// Reads an address in any case. False: not of this scheme, no domain, or the last part is no guid.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CategoryUri uri)
    {
        var ok = WireUri.TryParse(text, Scheme, out var domain, out var id);
        uri = ok ? new CategoryUri(domain, id) : default;
        return ok;
    }

    public override string ToString() => $"{Scheme}{Domain}/{Id:D}";
}
