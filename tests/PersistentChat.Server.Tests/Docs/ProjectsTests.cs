using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PersistentChat.Server.Tests.Docs;

/// <summary>The README's map is the tree on disk, and projects refer to each other as it says and in no other way.</summary>
internal sealed partial class ProjectsTests
{
    private static readonly string Readme = Repository.Read("README.md");

    [Test]
    public void The_map_names_every_project_and_no_other()
    {
        var onDisk = Projects().Select(Path.GetFileNameWithoutExtension);
        var inMap = MapLine().Matches(Readme).Select(match => match.Groups["name"].Value);
        Assert.That(inMap, Is.EquivalentTo(onDisk));
    }

    [TestCaseSource(nameof(Projects))]
    public void A_project_refers_to_what_the_map_says(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);
        var line = MapLine().Matches(Readme).Single(match => match.Groups["name"].Value == name);
        var said = line.Groups["references"].Value
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(reference => reference != "nothing of ours");
        var real = XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Select(reference => reference["PersistentChat.".Length..]);
        Assert.That(real, Is.EquivalentTo(said));
    }

    [Test]
    public void Every_file_on_the_path_of_a_message_exists()
    {
        var files = PathFile().Matches(Readme).Select(match => match.Groups["file"].Value).ToList();
        Assert.That(files, Has.Count.GreaterThan(10));
        Assert.That(files.Where(file => !File.Exists(Repository.PathOf(Path.Combine("src", file)))), Is.Empty);
    }

    [Test]
    public void Nothing_that_is_built_or_run_reads_what_a_clone_does_not_have()
    {
        var outside = "../" + "shared";
        var reading = new[] { "src", "tests", ".ci", "db-migrations" }
            .SelectMany(folder => Directory.EnumerateFiles(Repository.PathOf(folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".sh" or ".json" or "" && !IsBuilt(file))
            .Where(file => File.ReadAllText(file).Contains(outside, StringComparison.Ordinal));
        Assert.That(reading, Is.Empty);
    }

    private static IEnumerable<string> Projects() =>
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories).Where(file => !IsBuilt(file));

    private static bool IsBuilt(string file) =>
        file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("/bin/", StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `[a-z-]+/(?<name>PersistentChat\.[A-Za-z.]+)/` \|[^|]*\|(?<references>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex MapLine();

    [GeneratedRegex(@"(?<=^\| \d+ \|.*)`(?<file>PersistentChat\.[A-Za-z./]+\.cs)`", RegexOptions.Multiline)]
    private static partial Regex PathFile();
}
