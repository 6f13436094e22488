using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Tests.Terminal;

/// <summary>What others wrote gets to the terminal as text and as nothing else.</summary>
internal sealed class TerminalTextTests
{
    [TestCase("plain ä😀", ExpectedResult = "plain ä😀")]
    [TestCase("\u001b[31mred", ExpectedResult = "\uFFFD[31mred")]
    [TestCase("one\ntwo\tthree\r", ExpectedResult = "one two three ")]
    [TestCase("\u202Etxt\u2028\u009b", ExpectedResult = "\uFFFDtxt\uFFFD\uFFFD")]
    public string A_line_is_one_line_of_what_is_seen(string text) => TerminalText.Line(text);

    [Test]
    public void Further_lines_are_moved_in_so_that_nobody_can_imitate_the_next_message() =>
        Assert.That(TerminalText.Lines("one\r\n12:00 Alice: two", 4), Is.EqualTo("one\n    12:00 Alice: two"));
}
