using System.CommandLine;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>export</c> and <c>import</c>: a whole pool, from one server to another.</summary>
internal static class TransferCommands
{
    public static Verb Export()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The zip to write; it must not be there yet" };
        var level = new Option<ExportLevel?>("--level") { Description = "People, groups, categories and policies; rooms too; what was said too (default)" };
        return new Verb(
            "export",
            "Writes the pool into a zip, which is its owner's alone. Passwords and tokens are not in it",
            "pchat export pool.zip",
            "pchat export settings.zip --level Settings") { file, level }.Does(async session =>
            {
                var length = await Files.BringAsync(
                    session.Get(file).FullName,
                    (to, ct) => session.Server.Transfer.ExportAsync(session.Get(level), to, Files.Progress(session.Output), ct),
                    session.Stopping);
                session.Output.Done($"exported {length} bytes into {session.Get(file)}");
            });
    }

    public static Verb Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A zip that 'export' has written" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what is there already and what would be made" };
        return new Verb(
            "import",
            "Takes an export in. What is there already stays as it is. Ends with 1 when something was refused",
            "pchat import pool.zip --dry-run",
            "pchat import pool.zip") { file, dryRun }.Ends(async session =>
            {
                await using var zip = Files.Open(session.Get(file));
                session.Output.Remark($"sending {zip.Length} bytes");
                var report = await session.Server.Transfer.ImportAsync(zip, session.Get(dryRun), session.Stopping);
                return Tell(session.Output, report);
            });
    }

    private static int Tell(Output output, ImportReport report)
    {
        if (output.IsJson)
        {
            output.Json(report);
        }
        else
        {
            output.Table(
                report.Counts,
                ("KIND", it => it.Kind),
                (report.DryRun ? "WOULD BE CREATED" : "CREATED", it => $"{it.Created}"),
                ("EXIST", it => $"{it.Existing}"),
                ("REFUSED", it => $"{it.Refused}"));
            foreach (var problem in report.Problems)
            {
                output.Remark($"refused: {problem.Kind} {problem.Name}: {problem.Reason}");
            }
        }

        if (report.BrokenOff is not null)
        {
            output.Remark($"broken off: {report.BrokenOff}");
        }

        return report.BrokenOff is not null || report.Counts.Any(it => it.Refused > 0) ? ExitCode.Refused : ExitCode.Done;
    }
}
