using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Compliance archives over REST: what officers see, and that it is recorded who looked.</summary>
internal sealed class ArchiveTests
{
    [Test]
    public async Task An_officer_reads_and_verifies_archives_and_the_record_says_so()
    {
        using var folder = new TempFolder();
        int recorded;
        await using (var before = await StartAsync(folder))
        {
            await before.Server.MakePersonAsync("alice");
            var category = (await before.Operator.PostAsync("api/categories", new { name = "Desks" })).Expect(201).Id;
            var room = (await before.Operator.PostAsync("api/rooms", new { name = "Lobby", categoryId = category, privacy = "open" })).Expect(201).Id;
            await before.SayAsync(room, "alice", "an apple");
            recorded = (await before.RecordAsync(e => e.Kind is ComplianceEventKind.Part)).Count;
        }

        // The first run of the next server archives whatever was recorded before.
        await using var world = await StartAsync(folder);
        var officer = await world.ClientAsync("olga", "complianceOfficer");
        var slices = await SlicesAsync(officer, recorded);
        Assert.That(slices.Select(it => (long)it!["number"]!), Is.EqualTo(Enumerable.Range(1, slices.Count).Select(number => (long)number)));
        var archive = (await officer.GetAsync("api/archives")).Expect(200).Items.Single()!;
        Assert.That(((string?)archive["name"], (string?)archive["type"]), Is.EqualTo(("Xml", "Xml")));

        var first = (await officer.GetAsync("api/archives/Xml/slices?limit=1")).Expect(200);
        Assert.That(first.Items, Has.Count.EqualTo(1));
        var file = slices.SelectMany(it => it!["files"]!.AsArray()).Last()!;
        var bytes = await officer.ReadBytesAsync($"api/archives/Xml/files/{file["name"]}");
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo((string?)file["sha256"]));
        Assert.That((await officer.ReadBytesAsync($"api/archives/Xml/files/{slices[0]!["manifest"]}")).Length, Is.Positive);
        var shown = (await officer.GetAsync("api/archives/Xml/verification")).Expect(200).Json!;
        Assert.That((bool)shown["intact"]!, Is.True, shown.ToJsonString());
        Assert.That((long)shown["events"]!, Is.GreaterThanOrEqualTo(recorded));
        var key = (await officer.GetAsync("api/archive-keys")).Expect(200).Items.Single()!;
        Assert.That(Encoding.ASCII.GetString(await officer.ReadBytesAsync($"api/archive-keys/{key}")), Does.StartWith("-----BEGIN PUBLIC KEY"));

        foreach (var name in new[] { "no.xml", "..", "..%2Fkeys%2Farchive-0001.key", "%2Fetc%2Fpasswd" })
        {
            Assert.That((await officer.GetAsync($"api/archives/Xml/files/{name}")).Status, Is.EqualTo(404), name);
        }

        (await officer.GetAsync("api/archives/Xml/files/no.xml")).Expect(404, "no-such-file");
        (await officer.GetAsync("api/archive-keys/archive-0001.key")).Expect(404, "no-such-file");
        foreach (var path in new[] { "slices", "files/a", "verification" })
        {
            (await officer.GetAsync($"api/archives/Csv/{path}")).Expect(404, "no-such-archive");
        }

        (await officer.GetAsync("api/archives/Xml/slices?cursor=YWJj")).ExpectInvalid("cursor");
        var looks = (await world.RecordAsync(e => e is { Kind: ComplianceEventKind.OfficerAccess, Reason: "Verified" })).Where(e => e.Kind is ComplianceEventKind.OfficerAccess).ToList();
        Assert.That(looks.Select(e => e.Person?.Uri), Is.All.EqualTo("sip:olga@example.com"));
        Assert.That(looks.Select(e => (e.Reason, e.Text)).Distinct(), Is.SupersetOf(new[]
        {
            ("Listed", "archives"), ("Listed", "Xml, slices after 0"), ("Read", $"Xml, {file["name"]}"), ("Verified", "Xml"),
        }));

        await File.AppendAllTextAsync(Path.Combine(folder.Path, "archive", (string)file["name"]!), "changed");
        var broken = (await officer.GetAsync("api/archives/Xml/verification")).Expect(200).Json!;
        Assert.That((bool)broken["intact"]!, Is.False);
        Assert.That((string?)broken["findings"]!.AsArray().Single()!["name"], Is.EqualTo((string?)file["name"]));
    }

    [Test]
    public async Task Where_nothing_is_archived_there_are_no_archives()
    {
        await using var world = await ApiWorld.StartAsync();
        Assert.That((await world.Operator.GetAsync("api/archives")).Expect(200).Items, Is.Empty);
        Assert.That((await world.Operator.GetAsync("api/archive-keys")).Expect(200).Items, Is.Empty);
        (await world.Operator.GetAsync("api/archives/Xml/slices")).Expect(404, "no-such-archive");
    }

    private static Task<ApiWorld> StartAsync(TempFolder folder) =>
        ApiWorld.StartAsync(("Compliance:Mode", "On"), ("Store:DataFolder", folder.Path));

    /// <summary>The slices of the archive, as soon as they have so many events and a head vouches for them.</summary>
    private static async Task<JsonArray> SlicesAsync(ApiClient officer, int events)
    {
        // Recorder and first run come before it.
        var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;
        while (true)
        {
            var slices = (await officer.GetAsync("api/archives/Xml/slices?limit=1000")).Expect(200).Items;
            var archive = (await officer.GetAsync("api/archives")).Expect(200).Items.Single()!;
            if (slices.Sum(it => (long)it!["events"]!) >= events && (long)archive["slices"]! >= slices.Count)
            {
                return slices;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), patience);
        }
    }
}
