using System.Text.RegularExpressions;
using PersistentChat.Server.Chat;

namespace PersistentChat.Server.Tests.Docs;

/// <summary>The README's list of commands is the command table.</summary>
internal sealed partial class CommandsTests
{
    [Test]
    public void The_README_lists_the_commands_of_the_table_and_no_other()
    {
        var listed = CommandLine().Matches(Repository.Read("README.md")).Select(match => match.Groups["id"].Value);
        var real = CommandTable.Ids.Where(id => id.StartsWith("cmd:", StringComparison.Ordinal)).Append("grpchat");
        Assert.That(listed, Is.EquivalentTo(real));
    }

    [GeneratedRegex(@"^\| `(?<id>cmd:[a-z]+|grpchat)` \|", RegexOptions.Multiline)]
    private static partial Regex CommandLine();
}
