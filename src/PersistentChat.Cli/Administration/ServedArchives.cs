using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using PersistentChat.Cli.Terminal;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Management;

namespace PersistentChat.Cli.Administration;

/// <summary><c>archive list|slices|check|fetch|keys</c>: archives where the server has them; <c>verify</c> needs no server.</summary>
internal static class ServedArchives
{
    public static IEnumerable<Verb> Create() => [List(), Slices(), Check(), Fetch(), Keys()];

    private static Argument<string> Name() => new("ARCHIVE") { Description = "Name of an archive: that of its adapter" };

    private static Verb List() => new Verb("list", "The archives that the server writes; it is recorded who looked", "pchat archive list").Does(async session =>
        session.Output.Table(
            await session.Server.Archives.ListAsync(session.Stopping).ToListAsync(session.Stopping),
            ("NAME", it => it.Name),
            ("TYPE", it => it.Type),
            ("SLICES", it => $"{it.Slices}"),
            ("HEAD", it => Time(it.HeadAt)),
            ("LAST RUN", it => Time(it.LastRunAt)),
            ("TROUBLE", it => it.Trouble)));

    private static Verb Slices()
    {
        var name = Name();
        return new Verb("slices", "The slices of an archive, oldest first", "pchat archive slices Xml") { name }.Does(async session =>
            session.Output.Table(
                await session.Server.Archives.SlicesAsync(session.Get(name), session.Stopping).ToListAsync(session.Stopping),
                ("NUMBER", it => $"{it.Number}"),
                ("FIRST", it => it.First),
                ("LAST", it => it.Last),
                ("EVENTS", it => $"{it.Events}"),
                ("FILES", it => string.Join(", ", it.Files.Select(file => file.Name)))));
    }

    private static Verb Check()
    {
        var name = Name();
        return new Verb(
            "check",
            "Lets the server compare an archive with what its signed heads vouch for; ends with 1 when it is not that",
            "pchat archive check Xml") { name }.Ends(async session =>
            {
                var shown = await session.Server.Archives.VerifyAsync(session.Get(name), session.Stopping);
                session.Output.Details(
                    shown,
                    [
                        ("intact", shown.Intact ? "yes" : "NO"), ("slices", $"{shown.Slices}"), ("files", $"{shown.Files}"), ("events", $"{shown.Events}"),
                        ("head", shown.Head), ("of", Time(shown.HeadAt)),
                        .. shown.Findings.Select(finding => (finding.Kind, (string?)$"{finding.Name}: {finding.Text}")),
                    ]);
                return shown.Intact ? ExitCode.Done : ExitCode.Refused;
            });
    }

    private static Verb Fetch()
    {
        var name = Name();
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "Where to; files that are there already and right are not brought again" };
        return new Verb(
            "fetch",
            "Brings a copy of an archive, to be verified offline",
            "pchat archive fetch Xml copy-of-xml") { name, folder }.Does(async session =>
            {
                var target = session.Get(folder);
                target.Create();
                var before = await FindAsync(session, session.Get(name));
                while (true)
                {
                    await BringAnewAsync(session, before.Name, target, ArchiveFormat.Heads);
                    var files = await BringSlicesAsync(session, before, target);
                    var after = await FindAsync(session, before.Name);

                    // A run in between would leave heads and slices that are not of the same moment.
                    if (after.HeadAt == before.HeadAt)
                    {
                        session.Output.Done($"fetched {before.Slices} slices, {files} files; verify it with: pchat archive verify {target} --key KEY");
                        return;
                    }

                    before = after;
                }
            });
    }

    private static Verb Keys()
    {
        var folder = new Option<DirectoryInfo?>("--to") { Description = "Bring them into this folder", HelpName = "FOLDER" };
        return new Verb(
            "keys",
            "The public keys that archives are verified with, oldest first: the first is the one to trust",
            "pchat archive keys",
            "pchat archive keys --to keys") { folder }.Does(async session =>
            {
                var keys = await session.Server.Archives.KeysAsync(session.Stopping);
                if (session.Get(folder) is { } target)
                {
                    target.Create();
                    foreach (var key in keys)
                    {
                        await Files.BringAsync(PathIn(target, key), (to, ct) => session.Server.Archives.BringKeyAsync(key, to, ct), session.Stopping);
                    }
                }

                session.Output.Table(keys, ("KEY", key => key));
            });
    }

    private static async Task<ArchiveDetails> FindAsync(Session session, string name) =>
        (await session.Server.Archives.ListAsync(session.Stopping).ToListAsync(session.Stopping)).Find(it => it.Name == name)
        ?? throw new RefusedException($"The server writes no archive {name}.", "Look for it: pchat archive list");

    private static async Task<int> BringSlicesAsync(Session session, ArchiveDetails archive, DirectoryInfo target)
    {
        var count = 0;
        await foreach (var slice in session.Server.Archives.SlicesAsync(archive.Name, session.Stopping))
        {
            if (slice.Number > archive.Slices)
            {
                break;
            }

            await BringAnewAsync(session, archive.Name, target, slice.Manifest);
            foreach (var file in slice.Files)
            {
                if (!await IsThereAsync(PathIn(target, file.Name), file.Sha256, session.Stopping))
                {
                    await BringAnewAsync(session, archive.Name, target, file.Name);
                }

                count++;
            }

            session.Output.Remark($"slice {slice.Number} of {archive.Slices}");
        }

        return count;
    }

    private static async Task BringAnewAsync(Session session, string archive, DirectoryInfo target, string file)
    {
        var path = PathIn(target, file);
        File.Delete(path);
        await Files.BringAsync(path, (to, ct) => session.Server.Archives.BringAsync(archive, file, to, ct), session.Stopping);
    }

    private static async Task<bool> IsThereAsync(string path, string sha256, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct)) == sha256;
    }

    // A name with a path in it would be written somewhere else.
    private static string PathIn(DirectoryInfo folder, string file) => file == Path.GetFileName(file) && file is not (".." or ".")
        ? Path.Combine(folder.FullName, file)
        : throw new RefusedException($"The server names a file {file}, which is none of an archive.");

    private static string Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
}
