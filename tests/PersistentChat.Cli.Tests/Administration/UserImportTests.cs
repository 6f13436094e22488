using PersistentChat.Cli.Administration;

namespace PersistentChat.Cli.Tests.Administration;

/// <summary>A file of people is cut between people.</summary>
internal sealed class UserImportTests
{
    [TestCase("a,b\n1,2\n", ExpectedResult = new[] { "a,b\n", "1,2\n" })]
    [TestCase("a,b\r\n1,2", ExpectedResult = new[] { "a,b\r\n", "1,2" })]
    [TestCase("a\n\"one\ntwo\"\nthree\n", ExpectedResult = new[] { "a\n", "\"one\ntwo\"\n", "three\n" })]
    [TestCase("a\n\"say \"\"so\"\"\n\"\nb\n", ExpectedResult = new[] { "a\n", "\"say \"\"so\"\"\n\"\n", "b\n" })]
    [TestCase("", ExpectedResult = new string[0])]
    public string[] A_record_ends_where_its_line_does_and_not_between_quotes(string csv) => [.. UserImport.Split(csv)];
}
