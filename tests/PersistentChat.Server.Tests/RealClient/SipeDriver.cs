using System.Diagnostics;
using System.Net;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>One real client, driven by hand: commands in, a line of JSON for everything that happens (tests/clients/sipe/README.md).</summary>
internal sealed class SipeDriver : IAsyncDisposable
{
    /// <summary>Of each wait.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly TempFolder _scratch;
    private readonly Task<string> _errors;

    private SipeDriver(Process process, TempFolder scratch) =>
        (_process, _scratch, _errors) = (process, scratch, process.StandardError.ReadToEndAsync());

    /// <param name="environment">Further variables of the process.</param>
    public static SipeDriver Start(IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Repository.PathOf("tests/clients/sipe/sipe-driver"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        // It is killed at the end, and leaves behind what it had in its folder.
        var scratch = new TempFolder();
        start.Environment["TMPDIR"] = scratch.Path;
        return new SipeDriver(Process.Start(start)!, scratch);
    }

    public Task SayAsync(string command) => _process.StandardInput.WriteLineAsync(command);

    /// <summary>Asks the client to sign in as <c>user@example.com</c>.</summary>
    public Task ConnectAsync(IPEndPoint server, string user, string password, string auth = "ntlm") => SayAsync(
        $"connect server={server.Address} port={server.Port} transport=tcp auth={auth} user={user}@example.com login={user} password={password}");

    /// <summary>The next event of which the text is a part; those before it are gone.</summary>
    public async Task<string> HearAsync(params string[] anyOf)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            await TestContext.Out.WriteLineAsync(line);
            if (anyOf.Any(text => line.Contains(text, StringComparison.Ordinal))) { return line; }
        }

        throw new AssertionException($"The client ended without {string.Join(" or ", anyOf)}: {await _errors}");
    }

    /// <summary>Ends it by its own command; it must end well.</summary>
    public async Task QuitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await SayAsync("quit");
        _process.StandardInput.Close();
        await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        Assert.That(_process.ExitCode, Is.Zero, await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _scratch.Dispose();
    }
}
