using System.Text.Json;
using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Rooms.Tests.Rules;

/// <summary>
/// Frozen samples: what was once written must be read the same for ever. New kinds and optional properties may be
/// added; a change of what stands here is a change of archives that exist.
/// </summary>
public sealed class ComplianceContractTests
{
    private const string Frame =
        "{\"version\":1,\"id\":\"0195d3a0-0000-7000-8000-000000000001\",\"position\":{\"epoch\":1,\"number\":42}";

    private const string At = "\"at\":\"2026-03-01T12:00:00.1234567+00:00\"";

    private const string Where =
        "\"room\":{\"uri\":\"ma-chan://example.com/r\",\"name\":\"Lobby\",\"keepsHistory\":true},"
        + "\"category\":{\"uri\":\"ma-cat://example.com/c\",\"name\":\"All\"}";

    private const string Who = "{\"id\":\"00000000-0000-0000-0000-000000000007\",\"uri\":\"sip:ann@example.com\","
        + "\"displayName\":\"Ann\",\"mail\":\"ann@example.com\",\"isInternal\":true}";

    private static readonly CompliancePerson Ann =
        new(new Guid("00000000-0000-0000-0000-000000000007"), "sip:ann@example.com", "Ann", "ann@example.com", true);

    private static readonly ComplianceFile Plan = new("plan.txt", 12, "ab");

    private static readonly ComplianceEvent Template = new()
    {
        Id = new Guid("0195d3a0-0000-7000-8000-000000000001"),
        Position = new EventPosition(1, 42),
        Kind = ComplianceEventKind.Chat,
        At = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567),
        Room = new ComplianceRoom("ma-chan://example.com/r", "Lobby", true),
        Category = new ComplianceCategory("ma-cat://example.com/c", "All"),
        Person = Ann,
    };

    public static IEnumerable<TestCaseData> Samples()
    {
        yield return Sample(
            1,
            Template with { ChatId = 7, Text = "hello", Markup = "<grpchat/>" },
            ",\"chatId\":7,\"text\":\"hello\",\"markup\":\"\\u003Cgrpchat/\\u003E\"");
        yield return Sample(2, Template with { Text = "last 30" }, ",\"text\":\"last 30\"");
        yield return Sample(3, Template with { Text = "x.txt" }, ",\"text\":\"x.txt\"");
        yield return Sample(4, Template with { Text = "x.txt" }, ",\"text\":\"x.txt\"");
        yield return Sample(10, Template with { ChatId = 7, Text = "gone" }, ",\"chatId\":7,\"text\":\"gone\"");
        yield return Sample(11, Template with { ChatId = 7 }, ",\"chatId\":7");
        yield return Sample(20, Template, "");
        yield return Sample(21, Template with { Reason = "Left" }, ",\"reason\":\"Left\"");
        yield return Sample(30, Template with { Reason = "RoomCreated" }, ",\"reason\":\"RoomCreated\"");
        yield return Sample(
            31,
            Template with { Subject = Ann, Text = "Member", Reason = "RolesChanged" },
            $",\"subject\":{Who},\"text\":\"Member\",\"reason\":\"RolesChanged\"");
        yield return Sample(
            3,
            Template with { Text = "x.txt", File = Plan },
            ",\"text\":\"x.txt\",\"file\":{\"name\":\"plan.txt\",\"length\":12,\"sha256\":\"ab\"}");
        yield return Sample(
            4,
            Template with { Text = "x.txt", File = Plan },
            ",\"text\":\"x.txt\",\"file\":{\"name\":\"plan.txt\",\"length\":12,\"sha256\":\"ab\"}");
        yield return Sample(10, Template with { ChatId = 7 }, ",\"chatId\":7");
        yield return Sample(
            40, Template with { Text = "bonus", Reason = "Search" }, ",\"text\":\"bonus\",\"reason\":\"Search\"");
        yield return Sample(
            50,
            Template with { Text = "Mail", Assembly = new("Mail, Version=1.0.0.0", "cd") },
            ",\"text\":\"Mail\",\"assembly\":{\"name\":\"Mail, Version=1.0.0.0\",\"sha256\":\"cd\"}");
        yield return Sample(
            60, Template with { Reason = "Version", Raw = "eyJ9" }, ",\"reason\":\"Version\",\"raw\":\"eyJ9\"");
        yield return Sample(
            61,
            Template with { Text = "a message", RepairOf = new(1, 41) },
            ",\"text\":\"a message\",\"repairOf\":{\"epoch\":1,\"number\":41}");
        yield return Sample(
            1,
            Template with { ChatId = 7, Text = "hello", RepairOf = new(1, 41) },
            ",\"chatId\":7,\"text\":\"hello\",\"repairOf\":{\"epoch\":1,\"number\":41}");
        yield return Sample(
            21,
            Template with { Reason = "ServerStopped", JoinId = Ann.Id },
            ",\"reason\":\"ServerStopped\",\"joinId\":\"00000000-0000-0000-0000-000000000007\"");
        yield return Sample(70, Template with { Previous = new(1, 41) }, ",\"previous\":{\"epoch\":1,\"number\":41}");
    }

    [TestCaseSource(nameof(Samples))]
    public void An_event_s_json_is_frozen(ComplianceEvent happened, string json)
    {
        Assert.That(JsonSerializer.Serialize(happened, ComplianceJson.Default.ComplianceEvent), Is.EqualTo(json));
        Assert.That(JsonSerializer.Deserialize(json, ComplianceJson.Default.ComplianceEvent), Is.EqualTo(happened));
    }

    [Test]
    public void Every_kind_has_a_sample() => Assert.That(
        Samples().Select(sample => ((ComplianceEvent)sample.Arguments[0]!).Kind).Distinct(),
        Is.EquivalentTo(Enum.GetValues<ComplianceEventKind>()));

    [Test]
    public void A_property_that_is_not_known_yet_is_no_obstacle_and_survives()
    {
        var json = $"{Frame},\"kind\":20,{At},\"mood\":\"good\"}}";
        var happened = JsonSerializer.Deserialize(json, ComplianceJson.Default.ComplianceEvent);
        Assert.That(happened!.Kind, Is.EqualTo(ComplianceEventKind.Join));
        Assert.That(JsonSerializer.Serialize(happened, ComplianceJson.Default.ComplianceEvent), Is.EqualTo(json));
    }

    private static TestCaseData Sample(int kind, ComplianceEvent happened, string rest)
    {
        happened = happened with { Kind = (ComplianceEventKind)kind };
        var json = $"{Frame},\"kind\":{kind},{At},{Where},\"person\":{Who}{rest}}}";
        return new TestCaseData(happened, json).SetArgDisplayNames($"{happened.Kind}");
    }
}
