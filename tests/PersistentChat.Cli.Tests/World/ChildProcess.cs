using System.Diagnostics;
using System.Text;

namespace PersistentChat.Cli.Tests.World;

/// <summary>A process of the test run; what it says can be waited for.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly SemaphoreSlim _said = new(0);

    private ChildProcess(Process process) => _process = process;

    public StreamWriter Input => _process.StandardInput;

    public string Output => TextOf(_output);

    public string Error => TextOf(_error);

    /// <param name="program">An assembly for <c>dotnet</c>.</param>
    /// <param name="arguments">Behind it.</param>
    /// <param name="folder">Where it is started.</param>
    /// <param name="environment">Variables that only this process has.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PCHAT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(child._output, line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(child._error, line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Completes when it has ended and all it said is known.</summary>
    public async Task<Run> EndAsync()
    {
        try
        {
            await _process.WaitForExitAsync(Patience.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not end. It said: {Output}{Error}");
        }

        return new Run(_process.ExitCode, Output, Error);
    }

    /// <summary>Completes when it has said something on either output.</summary>
    public async Task SaysAsync(string text)
    {
        var patience = Patience.Token;
        while (!Output.Contains(text, StringComparison.Ordinal) && !Error.Contains(text, StringComparison.Ordinal))
        {
            try
            {
                await _said.WaitAsync(patience);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not say '{text}' but: {Output}{Error}");
            }

            // The last line of output is empty and means that it has ended.
            if (_process.HasExited && !Output.Contains(text, StringComparison.Ordinal) && !Error.Contains(text, StringComparison.Ordinal))
            {
                await _process.WaitForExitAsync(patience);
                Assert.That(Output + Error, Does.Contain(text), "it has ended");
            }
        }
    }

    /// <summary>Ctrl+C, or what a service manager sends.</summary>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _said.Dispose();
    }

    private static string TextOf(StringBuilder said)
    {
        lock (said) { return said.ToString(); }
    }

    private void Keep(StringBuilder where, string? line)
    {
        if (line is not null)
        {
            lock (where) { where.Append(line).Append('\n'); }
        }

        try
        {
            _said.Release();
        }
        catch (ObjectDisposedException)
        {
            // Killed at the end of its test.
        }
    }
}
