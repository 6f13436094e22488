using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using PersistentChat.Cli.Administration;
using PersistentChat.Cli.Terminal;
using PersistentChat.Compliance.Contracts.Verification;

namespace PersistentChat.Cli;

/// <summary><c>archive …</c>: what a compliance officer does with an archive, offline.</summary>
internal static class ArchiveCommands
{
    /// <summary>The archive is what was archived.</summary>
    public const int Intact = 0;

    /// <summary>It is not; each finding has a line.</summary>
    public const int HasFindings = 1;

    /// <summary>It could not be looked at.</summary>
    public const int NotVerified = 2;

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "The archive of one adapter" };
        var key = new Option<FileInfo>("--key")
        {
            Description = "The public key that signed the first head (archive-0001.pub, PEM)",
            Required = true,
        };
        var head = new Option<string?>("--expect-head")
        {
            Description = "A head's hash that must be in the chain, as an earlier run of this command printed it",
        };
        var verify = new Verb(
            "verify",
            "Compares an archive with what its signed heads vouch for; ends with 1 when it is not that, with 2 when it could not be looked at",
            "pchat archive verify data/archive --key data/keys/archive-0001.pub") { folder, key, head }.Ends(session => Task.FromResult(
                Verify(session.Output, session.Get(folder), session.Get(key)!, session.Get(head))));
        var archive = new Command("archive", "Archives of what was said and done") { verify };
        foreach (var served in ServedArchives.Create())
        {
            archive.Subcommands.Add(served);
        }

        return archive;
    }

    private static int Verify(Output output, DirectoryInfo folder, FileInfo key, string? expectedHead)
    {
        try
        {
            using var trusted = ECDsa.Create();
            trusted.ImportFromPem(File.ReadAllText(key.FullName));
            var seen = ArchiveVerifier.Verify(folder.FullName, trusted, expectedHead?.ToLowerInvariant());
            if (output.IsJson)
            {
                output.Json(seen);
            }
            else
            {
                Report(seen, output.Writer);
            }

            return seen.IsIntact ? Intact : HasFindings;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            output.Remark($"not verified: {wrong.Message}");
            return NotVerified;
        }
    }

    private static void Report(Verification seen, TextWriter output)
    {
        foreach (var finding in seen.Findings)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{finding.Kind.ToString().ToLowerInvariant()} {finding.Name}: {finding.Text}"));
        }

        foreach (var name in seen.Unfinished)
        {
            output.WriteLine($"note {name}: unfinished, no part of the archive");
        }

        if (seen.Head is { } head)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{head.Adapter}: {head.Slices} slices, {seen.Files} files, {seen.Events} events; head {head.Number} of {head.At:u} {seen.HeadHash}"));
        }

        output.WriteLine(seen.IsIntact ? "intact" : $"NOT INTACT: {seen.Findings.Count} findings");
    }
}
