using System.Globalization;

namespace PersistentChat.Load.Measuring;

/// <summary>The results of several runs as a table in Markdown: medians, and how far apart they are.</summary>
internal static class ResultsTable
{
    public static void Print(IEnumerable<RunReport> reports, TextWriter output)
    {
        var all = reports.ToList();
        foreach (var profile in all.GroupBy(report => (report.Profile, report.Label)))
        {
            var good = profile.Where(report => report.Failures.Count == 0).ToList();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"### {$"{profile.Key.Profile} {profile.Key.Label}".Trim()}, {good.Count} of {profile.Count()} runs, {profile.Max(report => report.At):yyyy-MM-dd}"));
            output.WriteLine();
            foreach (var failure in profile.SelectMany(report => report.Failures)) { output.WriteLine($"- FAILED: {failure}"); }
            if (good.Count > 0) { PrintFigures(good, output); }
            output.WriteLine();
        }
    }

    private static void PrintFigures(List<RunReport> good, TextWriter output)
    {
        output.WriteLine("| | median | from | to | |");
        output.WriteLine("|---|---:|---:|---:|---|");
        foreach (var figure in good.SelectMany(report => report.Figures).GroupBy(figure => (figure.Name, figure.Unit)))
        {
            var values = figure.Select(each => each.Value).Order().ToList();
            output.WriteLine($"| {figure.Key.Name} | {RunReport.Text(Median(values))} | {RunReport.Text(values[0])} "
                + $"| {RunReport.Text(values[^1])} | {figure.Key.Unit} |");
        }
    }

    /// <param name="values">In order.</param>
    internal static double Median(IReadOnlyList<double> values) =>
        (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
}
