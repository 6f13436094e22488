using System.Text.RegularExpressions;

namespace PersistentChat.Server.Tests.Docs;

/// <summary>SECURITY.md says of every entry point what meets every kind of attack, and the tests that it names exist.</summary>
internal sealed partial class SecurityTests
{
    private static readonly string[] Attacks =
        ["spoofed identity", "replay", "hijack by dialog ids", "downgrade", "enumeration", "CRLF and XML injection"];

    // What there is besides where cookies are.
    private static readonly string[] AttacksOnBrowsers = ["cookie theft", "forgery", "guessing", "session fixation", "clickjacking"];

    private static readonly List<(string EntryPoint, string Attack, string Answer)> Cells = Read();

    [Test]
    public void Every_entry_point_has_an_answer_to_every_attack()
    {
        var entryPoints = Cells.Select(cell => cell.EntryPoint).Distinct().ToList();
        Assert.That(entryPoints, Has.Count.GreaterThanOrEqualTo(6));
        foreach (var entryPoint in entryPoints)
        {
            var attacks = Attacks.Concat(entryPoint.Contains("browser", StringComparison.Ordinal) ? AttacksOnBrowsers : []);
            Assert.That(
                Cells.Where(cell => cell.EntryPoint == entryPoint).Select(cell => cell.Attack), Is.EqualTo(attacks), entryPoint);
        }
    }

    [TestCaseSource(nameof(Cells))]
    public void Each_answer_names_its_tests_or_says_why_there_is_nothing_to_test((string EntryPoint, string Attack, string Answer) cell)
    {
        var tests = TestName().Matches(cell.Answer);
        if (tests.Count == 0)
        {
            Assert.That(cell.Answer, Does.Match("^Cannot apply: .{20,}"));
        }

        foreach (Match test in tests)
        {
            Assert.That(Exists(test.Groups["file"].Value, test.Groups["test"].Value), Is.True, $"{test.Value} is no test");
        }
    }

    private static bool Exists(string file, string test) =>
        Directory.EnumerateFiles(Repository.PathOf("tests"), $"{file}.cs", SearchOption.AllDirectories)
            .Any(path => Regex.IsMatch(File.ReadAllText(path), $@"\[Test[^\n]*\]\s[^{{]*\b{test}\("));

    private static List<(string, string, string)> Read()
    {
        var cells = new List<(string, string, string)>();
        var entryPoint = "";
        foreach (var line in Repository.Read("SECURITY.md").Split('\n'))
        {
            if (line.StartsWith('#')) { entryPoint = line.StartsWith("### ", StringComparison.Ordinal) ? line[4..] : ""; }
            if (entryPoint.Length > 0 && Cell().Match(line) is { Success: true } cell && cell.Groups["attack"].Value is not ("attack" or "---"))
            {
                cells.Add((entryPoint, cell.Groups["attack"].Value, cell.Groups["answer"].Value));
            }
        }

        return cells;
    }

    [GeneratedRegex(@"^\| *(?<attack>[^|]+?) *\| *(?<answer>[^|]+?) *\|$")]
    private static partial Regex Cell();

    [GeneratedRegex(@"`(?<file>[A-Z]\w+Tests)\.(?<test>\w+)`")]
    private static partial Regex TestName();
}
