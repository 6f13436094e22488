using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>user import FILE</c>: many people, as many at a time as the server takes.</summary>
internal static class UserImport
{
    private const int MostRows = 1000;

    public static Verb Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with a header: uri, displayName and, if wanted, mail, enabled, password" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would become of each row" };
        return new Verb(
            "import",
            "Makes many people known; who is there already stays as it is. Ends with 1 when a row was refused",
            "pchat user import people.csv --dry-run",
            "pchat user import people.csv") { file, dryRun }.Ends(async session =>
            {
                var report = await ImportAsync(session, Records(session.Get(file)), session.Get(dryRun));
                if (session.Output.IsJson)
                {
                    session.Output.Json(report);
                }
                else
                {
                    session.Output.Table(
                        [.. report.Rows.Where(row => row.Result is not ImportResult.Created)],
                        ("ROW", row => $"{row.Row}"), ("ADDRESS", row => row.Uri), ("RESULT", row => $"{row.Result}"), ("REASON", row => row.Reason));
                    session.Output.Done(
                        $"{(report.DryRun ? "would be: " : "")}{report.Created} created, {report.Existing} exist, {report.Refused} refused");
                }

                return report.Refused > 0 ? ExitCode.Refused : ExitCode.Done;
            });
    }

    /// <summary>The records of a CSV file, each with its line end: a line break between quotes ends none.</summary>
    internal static IEnumerable<string> Split(string csv)
    {
        var (start, isQuoted) = (0, false);
        for (var at = 0; at < csv.Length; at++)
        {
            isQuoted ^= csv[at] == '"';
            if (csv[at] == '\n' && !isQuoted)
            {
                yield return csv[start..(at + 1)];
                start = at + 1;
            }
        }

        if (start < csv.Length)
        {
            yield return csv[start..];
        }
    }

    private static List<string> Records(FileInfo file)
    {
        try
        {
            var records = Split(File.ReadAllText(file.FullName)).Where(record => !string.IsNullOrWhiteSpace(record)).ToList();
            return records.Count > 1 ? records : throw new UsageException($"There is nobody in {file}: it needs a header and a row.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(unreadable.Message);
        }
    }

    private static async Task<ImportedPeople> ImportAsync(Session session, List<string> records, bool dryRun)
    {
        var report = new ImportedPeople(dryRun, 0, 0, 0, []);
        foreach (var some in records.Skip(1).Chunk(MostRows))
        {
            var done = report.Rows.Count;
            var part = await session.Server.People.ImportAsync(records[0] + string.Concat(some), dryRun, session.Stopping);
            report = new ImportedPeople(
                dryRun, report.Created + part.Created, report.Existing + part.Existing, report.Refused + part.Refused,
                [.. report.Rows, .. part.Rows.Select(row => row with { Row = row.Row + done })]);
            if (records.Count - 1 > MostRows)
            {
                session.Output.Remark($"{report.Rows.Count} of {records.Count - 1}");
            }
        }

        return report;
    }
}
