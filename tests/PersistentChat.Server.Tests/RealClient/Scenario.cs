using System.Diagnostics;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>Two real clients (pidgin-sipe, unmodified) that do everything; <c>tests/clients/sipe/scenario-chat.sh</c>.</summary>
internal static class Scenario
{
    public const string Lobby = "ma-chan://example.com/8f1cb0a0-0001-4000-8000-000000000001";

    /// <summary>Every step must pass.</summary>
    /// <param name="server">Where.</param>
    /// <param name="transport"><c>tcp</c> or <c>tls</c>.</param>
    /// <param name="arguments">Further ones of the script.</param>
    /// <param name="environment">Further variables of the clients.</param>
    public static async Task PlayAsync(
        DemoServer server, string transport, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        // The certificate for development is for localhost, and the client checks the name.
        var address = transport == "tls" ? server.Tls.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) : server.Sip;
        var start = new ProcessStartInfo(
            Repository.PathOf("tests/clients/sipe/scenario-chat.sh"),
            [
                "--server", address, "--transport", transport, "--room", Lobby, "--timeout", "90",
                "--user-a", "alice@example.com", "--user-b", "bob@example.com", .. arguments,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // A client that is killed, as some are in the middle of it, leaves behind what it had in its folder.
        using var scratch = new TempFolder();
        start.Environment["TMPDIR"] = scratch.Path;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var scenario = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var output = scenario.StandardOutput.ReadToEndAsync(limit.Token);
        var error = scenario.StandardError.ReadToEndAsync(limit.Token);
        await scenario.WaitForExitAsync(limit.Token);
        var said = await output + await error;
        await TestContext.Out.WriteLineAsync(said);
        Assert.That(scenario.ExitCode, Is.Zero, said);
        Assert.That(said, Does.Contain(", 0 failed"));
        Assert.That(said.Split('\n').Count(line => line.StartsWith("PASS", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(35));
    }
}
