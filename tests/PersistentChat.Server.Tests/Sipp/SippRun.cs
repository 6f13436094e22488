using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.Sipp;

/// <summary>One run of SIPp (Debian: <c>sip-tester</c>), a client of SIP that we did not write, with a scenario of <c>tests/sipp</c>.</summary>
internal sealed partial class SippRun(string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(300);

    /// <summary>0: every call went as the scenario says.</summary>
    public int ExitCode { get; private set; }

    /// <summary>
    /// What went wrong, in SIPp's words; without the line that it writes for every INFO that its option -aa answers, which it
    /// calls unexpected because no step of the scenario waits for it.
    /// </summary>
    public string Errors => File.Exists(ErrorFile) ? AutomaticAnswer().Replace(File.ReadAllText(ErrorFile), "").Trim() : "";

    private string ErrorFile => Path.Combine(folder, "errors.log");

    private string StatisticsFile => Path.Combine(folder, "statistics.csv");

    /// <param name="scenario">A file of <c>tests/sipp</c>.</param>
    /// <param name="server">Where to.</param>
    /// <param name="calls">One line for each: its fields, separated by semicolons.</param>
    /// <param name="perSecond">How many calls begin in a second.</param>
    public async Task RunAsync(string scenario, IPEndPoint server, IReadOnlyList<string> calls, int perSecond)
    {
        var input = Path.Combine(folder, "calls.csv");
        await File.WriteAllLinesAsync(input, ["SEQUENTIAL", .. calls]);
        var count = calls.Count.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            server.ToString(), "-sf", Repository.PathOf(scenario), "-inf", input,
            "-t", "tn", "-max_socket", "5000", "-i", "127.0.0.1",
            "-m", count, "-l", count, "-r", perSecond.ToString(CultureInfo.InvariantCulture),
            "-aa", "-nostdin", "-timeout", "270", "-timeout_error",
            // How long a busy machine keeps SIPp waiting is no error of the server.
            "-watchdog_minor_threshold", "300000", "-watchdog_major_threshold", "300000",
            "-trace_stat", "-stf", StatisticsFile, "-fd", "1", "-trace_err", "-error_file", ErrorFile,
        ];
        using var sipp = Process.Start(new ProcessStartInfo("sipp", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(sipp.StandardOutput.ReadToEndAsync(), sipp.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Limit);
        try
        {
            await sipp.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            sipp.Kill();
            throw new TimeoutException($"SIPp did not end within {Limit}. {Errors}");
        }

        await said;
        ExitCode = sipp.ExitCode;
    }

    /// <summary>The most calls that were under way at once, looked at every second.</summary>
    public int MostAtOnce => Column("CurrentCall").Max();

    /// <summary>A counter of the whole run, by the name that SIPp gives it without its <c>(C)</c>.</summary>
    public int Count(string name) => Column($"{name}(C)")[^1];

    [GeneratedRegex(@"The following events occurred:|[-\d]+\t[:.\d]+\t[.\d]+: Automatic response mode[^@]*?for call: \d+-\d+@127\.0\.0\.1")]
    private static partial Regex AutomaticAnswer();

    private int[] Column(string name)
    {
        var lines = File.ReadAllLines(StatisticsFile);
        var column = Array.IndexOf(lines[0].Split(';'), name);
        Assert.That(column, Is.Not.Negative, $"SIPp has no counter {name}");
        return [.. lines.Skip(1).Select(line => int.Parse(line.Split(';')[column], CultureInfo.InvariantCulture))];
    }
}
