using System.CommandLine;
using PersistentChat.Cli.Profiles;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Terminal;

/// <summary>One run of one command: what it was told, where it says things, which server it asks.</summary>
internal sealed class Session(ParseResult line, CancellationToken stopping) : IDisposable
{
    private ManagementClient? _server;

    public CancellationToken Stopping => stopping;

    public Output Output { get; } = new(
        line.InvocationConfiguration.Output, line.InvocationConfiguration.Error, line.GetValue(GlobalOptions.Json));

    /// <summary>Connects when something is asked.</summary>
    public ManagementClient Server => _server ??= Choice.Connect(line.GetValue(GlobalOptions.Verbose) ? Say : null);

    /// <summary>The profile in use; an empty one if there is none.</summary>
    public Profile Profile => ServerChoice.ProfileOf(line.GetValue(GlobalOptions.Profile));

    /// <summary>Which server it is.</summary>
    public ServerChoice Choice => ServerChoice.Of(line.GetValue(GlobalOptions.Server), line.GetValue(GlobalOptions.Profile));

    public T? Get<T>(Option<T> option) => line.GetValue(option);

    public T Get<T>(Argument<T> argument) => line.GetRequiredValue(argument);

    public T? GetOrNone<T>(Argument<T> argument) => line.GetValue(argument);

    public bool IsGiven(Option option) => line.GetResult(option) is { Implicit: false };

    /// <summary>For what has no way back: a person is asked, a script has to say it beforehand.</summary>
    /// <exception cref="UsageException">A script did not.</exception>
    /// <exception cref="RefusedException">The person says no.</exception>
    public void Confirm(Option<bool> yes, string question)
    {
        if (line.GetValue(yes))
        {
            return;
        }

        if (Console.IsInputRedirected)
        {
            throw new UsageException($"{question} There is no way back; say --yes if it is meant.");
        }

        line.InvocationConfiguration.Error.Write(TerminalText.Line($"{question} There is no way back. Type yes: "));
        if (Console.ReadLine()?.Trim() is not "yes")
        {
            throw new RefusedException("Nothing was done.");
        }
    }

    public void Dispose() => _server?.Dispose();

    private void Say(HttpResponseMessage answer) => Output.Remark(
        $"> {answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri!.PathAndQuery} {(int)answer.StatusCode}");
}
