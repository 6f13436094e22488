using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;

namespace PersistentChat.Cli.Tests.Administration;

/// <summary>What a compliance officer does who has a token and no account on the server's machine.</summary>
internal sealed class ArchiveTests
{
    [Test]
    public async Task An_officer_brings_an_archive_home_and_verifies_it_there()
    {
        await using var server = await Server.StartAsync("Digest");
        (await Pchat.RunAsync(
            server.Folder, "for the record\n", new Dictionary<string, string> { ["PCHAT_PASSWORD"] = "wonderland" },
            "chat", "Lobby", "--as", "alice@example.com", "--sip", server.Sip, "--timeout", "150")).Expect(ExitCode.Done);

        // The first run of the next start archives what was recorded before; if it comes too early, the next one does.
        await server.RestartAsync();
        var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;
        while ((long)(await CallAsync(server, "archive", "list", "--json")).Expect(ExitCode.Done).Json[0]!["slices"]! == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience);
        }

        Assert.That((await CallAsync(server, "archive", "slices", "Xml")).Expect(ExitCode.Done).Lines[0], Does.StartWith("NUMBER  FIRST"));
        Assert.That((await CallAsync(server, "archive", "check", "Xml")).Expect(ExitCode.Done).Lines[0], Does.Match("^intact +yes$"));
        var (copy, keys) = (Path.Combine(server.Folder, "copy"), Path.Combine(server.Folder, "keys"));
        (await CallAsync(server, "archive", "fetch", "Xml", copy)).Expect(ExitCode.Done);
        (await CallAsync(server, "archive", "keys", "--to", keys)).Expect(ExitCode.Done);
        var verified = await Pchat.CallAsync("archive", "verify", copy, "--key", Path.Combine(keys, "archive-0001.pub"));
        Assert.That(verified.Expect(ExitCode.Done).Lines[^1], Is.EqualTo("intact"));
        var seen = (await Pchat.CallAsync("archive", "verify", copy, "--key", Path.Combine(keys, "archive-0001.pub"), "--json")).Expect(ExitCode.Done);
        Assert.That((bool)seen.Json["isIntact"]!, Is.True);
        Assert.That((long)seen.Json["events"]!, Is.Positive);

        // What was changed on the way is brought again.
        var data = Directory.EnumerateFiles(copy, "*.xml").First();
        await File.AppendAllTextAsync(data, " ");
        (await Pchat.CallAsync("archive", "verify", copy, "--key", Path.Combine(keys, "archive-0001.pub"))).Expect(ExitCode.Refused);
        (await CallAsync(server, "archive", "fetch", "Xml", copy)).Expect(ExitCode.Done);
        (await Pchat.CallAsync("archive", "verify", copy, "--key", Path.Combine(keys, "archive-0001.pub"))).Expect(ExitCode.Done);
        Assert.That((await CallAsync(server, "archive", "fetch", "Csv", copy)).Expect(ExitCode.Refused).Error, Does.Contain("no archive Csv"));
    }

    private static Task<Run> CallAsync(Server server, params string[] arguments) =>
        Pchat.CallUntilAnsweredAsync([.. arguments, "--server", server.Socket]);
}
