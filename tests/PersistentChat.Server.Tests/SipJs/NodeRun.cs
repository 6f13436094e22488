using System.Diagnostics;

namespace PersistentChat.Server.Tests.SipJs;

/// <summary>A copy of <c>tests/clients/sipjs</c> with what npm installs for it, and programs run in it.</summary>
internal sealed class NodeRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pchat-sipjs-").FullName;

    public NodeRun()
    {
        foreach (var name in new[] { "package.json", "package-lock.json", "chat.mjs" })
        {
            File.Copy(Repository.PathOf($"tests/clients/sipjs/{name}"), Path.Combine(_folder, name));
        }
    }

    /// <summary>What the programs sign in with when they are asked to.</summary>
    public string Password { get; set; } = "";

    /// <summary>Runs a program in the copy; killed, with all its children, when its time is over.</summary>
    public async Task<(int ExitCode, string[] Lines, string Error)> RunAsync(TimeSpan limit, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SIPJS_PASSWORD"] = Password;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
        }
        finally
        {
            if (!process.HasExited) { process.Kill(entireProcessTree: true); }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
