using System.CommandLine;
using System.Text.RegularExpressions;
using PersistentChat.Cli.Terminal;
using PersistentChat.Cli.Tests.World;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Cli.Tests.Terminal;

/// <summary>Every command explains itself, and the README names it.</summary>
internal sealed partial class HelpTests
{
    private static readonly RootCommand Root = CommandTree.Create();

    [TestCaseSource(nameof(Verbs))]
    public async Task A_command_has_help_with_examples_that_are_command_lines(string path)
    {
        var verb = Find(path);
        var help = await Pchat.CallAsync([.. path.Split(' '), "--help"]);
        Assert.That(help.Expect(ExitCode.Done).Output, Does.Contain(verb.Description));
        Assert.That(verb.Examples, Is.Not.Empty);
        foreach (var example in verb.Examples)
        {
            Assert.That(help.Output, Does.Contain($"\n  {example}\n"));
            foreach (var line in CommandLines(example))
            {
                var parsed = Root.Parse(line);
                Assert.That(parsed.Errors, Is.Empty, example);
                Assert.That(parsed.CommandResult.Command, Is.TypeOf<Verb>(), example);
            }
        }

        Assert.That(verb.Examples.SelectMany(CommandLines).Select(line => Root.Parse(line).CommandResult.Command), Does.Contain(verb));
    }

    [TestCaseSource(nameof(Verbs))]
    public void Whatever_can_be_said_to_a_command_is_described(string path)
    {
        var verb = Find(path);
        var unexplained = verb.Options.Cast<Symbol>().Concat(verb.Arguments).Where(it => string.IsNullOrEmpty(it.Description));
        Assert.That(unexplained.Select(it => it.Name), Is.Empty);
    }

    [Test]
    public void The_README_names_every_command_and_no_other()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        var named = CommandLine().Matches(readme).Select(match => match.Groups["name"].Value);
        Assert.That(named, Is.EquivalentTo(Root.Subcommands.Select(command => command.Name)));
    }

    [Test]
    public async Task The_help_of_the_program_says_what_its_exit_codes_mean()
    {
        var help = await Pchat.CallAsync("--help");
        Assert.That(help.Expect(ExitCode.Done).Output, Does.Contain("Exit codes:").And.Contain("3  the server was not reached"));
    }

    private static IEnumerable<string> Verbs() => PathsOf(Root, "");

    private static IEnumerable<string> PathsOf(Command command, string path) => command.Subcommands.Count is 0
        ? [path]
        : command.Subcommands.SelectMany(one => PathsOf(one, $"{path} {one.Name}".Trim()));

    private static Verb Find(string path) => (Verb)path.Split(' ').Aggregate(
        (Command)Root, (command, name) => command.Subcommands.Single(one => one.Name == name));

    // The parts of a line of the shell that call pchat, without variables in front and without what is redirected.
    private static IEnumerable<string> CommandLines(string example) => example.Split(" | ")
        .Select(part => part.Split(" < ")[0])
        .Where(part => PchatCall().IsMatch(part))
        .Select(part => PchatCall().Match(part).Groups["arguments"].Value);

    [GeneratedRegex(@"^([A-Z_]+=\S+ )*pchat (?<arguments>.*)$")]
    private static partial Regex PchatCall();

    [GeneratedRegex(@"^\| `pchat (?<name>[a-z]+)[^`]*` \|", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
