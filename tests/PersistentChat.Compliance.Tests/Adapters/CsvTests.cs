using System.Text.Json;
using PersistentChat.Compliance.Adapters.Csv;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>The table as another program's reader (Python's csv module) understands it.</summary>
public sealed class CsvTests
{
    private const string Reader =
        "import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8', newline='')))))";

    [TestCase("=1+1", ExpectedResult = "'=1+1")]
    [TestCase("+1", ExpectedResult = "'+1")]
    [TestCase("-1", ExpectedResult = "'-1")]
    [TestCase("@SUM(A1)", ExpectedResult = "'@SUM(A1)")]
    [TestCase("\t=1", ExpectedResult = "'\t=1")]
    [TestCase("\r\n=1", ExpectedResult = "'\r\n=1")]
    [TestCase(" =1", ExpectedResult = "' =1")]
    [TestCase("a \"quoted\", and\r\nlined text; =1", ExpectedResult = "a \"quoted\", and\r\nlined text; =1")]
    public async Task<string?> What_is_no_formula_comes_back_and_what_could_be_one_is_text(string text) =>
        (await ReadAsync([Story.Events[3] with { Text = text }]))[0].GetProperty("Text").GetString();

    [Test]
    public async Task Every_kind_has_a_line_with_all_that_is_known()
    {
        var lines = await ReadAsync(Story.Events);
        Assert.That(
            lines.Select(line => line.GetProperty("Kind").GetString()),
            Is.EqualTo(Story.Events.Select(happened => happened.Kind.ToString())));
        Assert.That(
            lines.Select(line => line.GetProperty("Number").GetString()),
            Is.EqualTo(Enumerable.Range(1, Story.Events.Count).Select(number => $"{number}")));
        Assert.That(lines[14].GetProperty("Raw").GetString(), Is.EqualTo("eyJ2ZXJzaW9uIjo5fQ=="));
        Assert.That(lines[15].GetProperty("RepairOf").GetString(), Is.EqualTo("1/15"));
        Assert.That(lines[9].GetProperty("SubjectUri").GetString(), Is.EqualTo("sip:bob@partner.example"));
    }

    [Test]
    public async Task What_a_later_version_added_is_not_lost()
    {
        var json = JsonSerializer.Serialize(Story.Events[3], ComplianceJson.Default.ComplianceEvent);
        var later = JsonSerializer.Deserialize(json.Replace("{\"version\"", "{\"mood\":\"good\",\"version\"", StringComparison.Ordinal), ComplianceJson.Default.ComplianceEvent)!;
        Assert.That((await ReadAsync([later]))[0].GetProperty("More").GetString(), Is.EqualTo("{\"mood\":\"good\"}"));
    }

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(IReadOnlyList<ComplianceEvent> events)
    {
        using var folder = new TempFolder();
        var adapter = new CsvAdapter();
        adapter.Configure(new AdapterSettings { Name = "Test" });
        await Exports.WriteAsync(adapter, MemorySlice.Of(events), folder.Path);
        var read = await Child.RunAsync("python3", ["-c", Reader, folder.File("Test-0000000001-00001.csv")]);
        return [.. JsonDocument.Parse(read).RootElement.EnumerateArray()];
    }
}
