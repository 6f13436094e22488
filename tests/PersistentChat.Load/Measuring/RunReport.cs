using System.Globalization;
using System.Text.Json;

namespace PersistentChat.Load.Measuring;

/// <summary>One thing that was measured.</summary>
/// <param name="Unit">Such as <c>ms</c>; empty: a number of things.</param>
internal sealed record Figure(string Name, double Value, string Unit);

/// <summary>What a run says: a line of JSON in a results file, or a table to read.</summary>
/// <param name="Failures">Why it does not count; empty: it does.</param>
internal sealed record RunReport(
    string Profile, DateTimeOffset At, string Label, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Failures)
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);

    /// <summary>Three digits are what such figures are good for.</summary>
    public static string Text(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("G3", CultureInfo.InvariantCulture),
    };

    public string ToJson() => JsonSerializer.Serialize(this, Wire);

    public static RunReport FromJson(string line) =>
        JsonSerializer.Deserialize<RunReport>(line, Wire) ?? throw new InvalidDataException($"This is no result: {line}");

    public void Print(TextWriter output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Profile} {Label} {At:yyyy-MM-dd HH:mm}"));
        foreach (var figure in Figures)
        {
            output.WriteLine($"  {figure.Name,-44} {Text(figure.Value),12} {figure.Unit}");
        }

        foreach (var failure in Failures)
        {
            output.WriteLine($"  FAILED: {failure}");
        }
    }
}
