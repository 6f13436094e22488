using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace PersistentChat.Load.Servers;

/// <summary>
/// The server as what it is in the field, a process of its own: it can be killed in the middle of anything, and nothing of
/// the test's or the load tool's process is in it.
/// </summary>
internal sealed class ServerChild : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<IPEndPoint> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerChild(Process process) => _process = process;

    public IPEndPoint Sip => _ready.Task.Result;

    /// <summary>Where it takes SIP over TLS, if it was told to.</summary>
    public IPEndPoint? Tls { get; private set; }

    /// <summary>Where it takes HTTP, likewise.</summary>
    public Uri? Web { get; private set; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Everything the process has said so far, for the message of a failure.</summary>
    public string Said
    {
        get
        {
            lock (_said) { return _said.ToString(); }
        }
    }

    /// <summary>Memory in use, bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Files and sockets it has open (Linux).</summary>
    public int OpenFiles => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    /// <param name="data">The data folder.</param>
    /// <param name="seed">What is in the pool.</param>
    /// <param name="settings"><c>KEY=VALUE</c></param>
    /// <param name="under">A command that runs the server as its own process, such as <c>strace -D</c>; empty: none.</param>
    /// <param name="environment">Variables that only this process has.</param>
    /// <param name="build">The folder with the server; null: this process's own.</param>
    public static async Task<ServerChild> StartAsync(
        string data, string seed, IEnumerable<string> settings,
        IReadOnlyList<string>? under = null, IReadOnlyDictionary<string, string>? environment = null,
        string? build = null)
    {
        string[] command =
        [
            .. under ?? [], "dotnet", Path.Combine(build ?? AppContext.BaseDirectory, "PersistentChat.Server.dll"),
            "--data", data, "--sip", "127.0.0.1:0", "--web", "", "--tls", "", "--seed", seed,
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var child = new ServerChild(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await child.StartAsync();
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL to this very process: it does nothing more, not even close what it has open.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync(EndLimit);
    }

    /// <summary>SIGTERM, as a service manager stops it; its exit code.</summary>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await WaitForExitAsync(limit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                await KillAsync();
            }
        }
        catch (InvalidOperationException)
        {
            // It was never started, or has ended by itself in between.
        }

        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) =>
            _ready.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            await _ready.Task.WaitAsync(StartLimit);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message} It said:\n{Said}", failure);
        }
    }

    private void Hear(string? line)
    {
        if (line is null) { return; }
        lock (_said) { _said.AppendLine(line); }
        if (line.StartsWith("ready ", StringComparison.Ordinal))
        {
            Tls = ListenerIn(line, "tls=");
            Web = WordIn(line, "web=") is { } web ? new Uri(web) : null;
            _ready.TrySetResult(ListenerIn(line, "sip=")!);
        }
    }

    private static IPEndPoint? ListenerIn(string line, string name) =>
        WordIn(line, name) is { } address ? IPEndPoint.Parse(address) : null;

    private static string? WordIn(string line, string name) =>
        line.Split(' ').SingleOrDefault(word => word.StartsWith(name, StringComparison.Ordinal))?[name.Length..];

    // Returns when its output has ended too, so that whoever traces it has written everything.
    private async Task WaitForExitAsync(TimeSpan limit)
    {
        using var cancel = new CancellationTokenSource(limit);
        try
        {
            await _process.WaitForExitAsync(cancel.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server did not end within {limit}. It said:\n{Said}");
        }
    }
}
