using System.Globalization;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Reading;

/// <summary>How single values are read: tolerantly, with one answer for each (xccos.md section 5).</summary>
internal static class WireValue
{
    public static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);

    /// <summary>Real servers may write <c>True</c>; so may clients.</summary>
    public static bool IsTrue(string? value) => value?.Trim() is { } word && (Same(word, "true") || word == "1");

    /// <summary>Null: it is neither true nor false.</summary>
    public static bool? Truth(string value) =>
        IsTrue(value) ? true : Same(value.Trim(), "false") || value.Trim() == "0" ? false : null;

    public static bool TryNumber(string value, out long number) =>
        long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    /// <summary>A number from 0 on. Null: there is none, or it is below 0 (the SDK's -1 means "all").</summary>
    public static int? Count(string? value) =>
        value is not null && TryNumber(value, out var number) && number >= 0
            ? (int)Math.Min(number, int.MaxValue)
            : null;

    /// <summary>The value of an attribute that is named like a limit of results.</summary>
    public static int? Limit(ElementAttribute attribute) =>
        !attribute.IsDeclaration
        && WireNames.Attributes.Limits.Any(part => attribute.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            ? Count(attribute.Value)
            : null;
}
