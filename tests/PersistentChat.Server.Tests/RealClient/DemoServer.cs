using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>The server as the README's first command starts it, on ports of its own choice, read as a script would.</summary>
internal sealed partial class DemoServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly DirectoryInfo _data;

    private DemoServer(Process process, DirectoryInfo data) => (_process, _data) = (process, data);

    /// <summary>What it printed on standard output up to <c>ready</c>.</summary>
    public IReadOnlyList<string> Lines { get; private set; } = [];

    public string Sip => Ready().Groups["sip"].Value;

    public string Tls => Ready().Groups["tls"].Value;

    public string Web => Ready().Groups["web"].Value;

    /// <param name="settings"><c>KEY=VALUE</c> each.</param>
    public static Task<DemoServer> StartAsync(params string[] settings) => StartAsync(new Dictionary<string, string>(), settings);

    /// <param name="environment">Further variables of the process.</param>
    /// <param name="settings"><c>KEY=VALUE</c> each.</param>
    public static async Task<DemoServer> StartAsync(IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var data = Directory.CreateTempSubdirectory("pchat-demo-");
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "PersistentChat.Server.dll"), "--demo", "--data", data.FullName,
                "--sip", "127.0.0.1:0", "--tls", "127.0.0.1:0", "--web", "127.0.0.1:0",
                .. settings.SelectMany(setting => new[] { "--set", setting }),
            ])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var server = new DemoServer(Process.Start(start)!, data);
        using var limit = new CancellationTokenSource(StartLimit);
        var lines = new List<string>();
        while (!lines.LastOrDefault("").StartsWith("ready", StringComparison.Ordinal))
        {
            lines.Add(await server._process.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("The server ended before it was ready."));
        }

        server.Lines = lines;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private Match Ready() => ReadyLine().Match(Lines[^1]);

    [GeneratedRegex(@"^ready sip=(?<sip>127\.0\.0\.1:\d+) tls=(?<tls>127\.0\.0\.1:\d+) web=(?<web>http://127\.0\.0\.1:\d+/)$")]
    private static partial Regex ReadyLine();
}
