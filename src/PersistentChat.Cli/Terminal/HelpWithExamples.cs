using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PersistentChat.Cli.Terminal;

/// <summary>The library's help, and behind it the examples of the command; of the program itself what its exit codes mean.</summary>
internal sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is Verb verb)
        {
            output.WriteLine(verb.Examples.Count is 1 ? "Example:" : "Examples:");
            foreach (var example in verb.Examples)
            {
                output.WriteLine($"  {example}");
            }
        }

        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine(ExitCode.Meaning);
        }

        return code;
    }
}
