using System.CommandLine;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Tests.World;

/// <summary>The command line, as a process or, where many commands are wanted, the same code in this one.</summary>
internal static class Pchat
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "pchat.dll");

    /// <summary>A process, still running.</summary>
    public static ChildProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        ChildProcess.Start(Program, arguments, folder, new Dictionary<string, string>(environment)
        {
            ["PCHAT_PROFILES"] = environment.GetValueOrDefault("PCHAT_PROFILES") ?? Path.Combine(folder, "no-profiles.json"),
        });

    /// <summary>A process, to its end.</summary>
    /// <param name="folder">Where it is started.</param>
    /// <param name="input">All of its standard input.</param>
    /// <param name="environment">Variables that it has.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<Run> RunAsync(
        string folder, string input, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(folder, environment, arguments);
        try
        {
            await process.Input.WriteAsync(input);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It has ended without reading it.
        }

        return await process.EndAsync();
    }

    public static Task<Run> RunAsync(string folder, params string[] arguments) =>
        RunAsync(folder, "", new Dictionary<string, string>(), arguments);

    /// <summary>In this process, and again when the server could not answer now (archives are not read while they are written).</summary>
    public static async Task<Run> CallUntilAnsweredAsync(params string[] arguments)
    {
        var patience = Patience.Token;
        while (true)
        {
            var run = await CallAsync(arguments);
            if (run.Code != ExitCode.Unreachable || patience.IsCancellationRequested)
            {
                return run;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>In this process.</summary>
    public static async Task<Run> CallAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandTree.RunAsync(arguments, new InvocationConfiguration { Output = output, Error = error });
        return new Run(code, output.ToString(), error.ToString());
    }
}
