using System.CommandLine;

namespace PersistentChat.Cli.Terminal;

/// <summary>A command that does something. Its examples are part of its help.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole lines as one would type them; at least one.</summary>
    public IReadOnlyList<string> Examples => examples;

    public Verb Does(Func<Session, Task> deed) => Ends(async session =>
    {
        await deed(session);
        return ExitCode.Done;
    });

    /// <param name="deed">Its exit code.</param>
    public Verb Ends(Func<Session, Task<int>> deed)
    {
        SetAction(async (line, stopping) =>
        {
            try
            {
                using var session = new Session(line, stopping);
                return await deed(session);
            }
            catch (Exception failure) when (Failures.Explain(failure, stopping) is { } explained)
            {
                foreach (var text in explained.Lines)
                {
                    line.InvocationConfiguration.Error.WriteLine(TerminalText.Line(text));
                }

                return explained.Code;
            }
        });
        return this;
    }
}
