using System.Globalization;

namespace PersistentChat.Management.Client;

/// <summary>The part of an address behind the question mark.</summary>
internal static class Query
{
    /// <summary>The path with those parts that have a value.</summary>
    public static string Of(string path, params IEnumerable<(string Name, object? Value)> parts)
    {
        var said = parts
            .Where(part => part.Value is not null)
            .Select(part => $"{part.Name}={Uri.EscapeDataString(Text(part.Value!))}");
        return string.Join('&', said) is { Length: > 0 } query ? $"{path}?{query}" : path;
    }

    private static string Text(object value) => value switch
    {
        bool truth => truth ? "true" : "false",
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
