using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Operation;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>What an operator reads off a server is what has happened there.</summary>
internal sealed partial class MetricsTests
{
    private TestServer _server = null!;
    private Guid _room;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Server:Web"] = "127.0.0.1:0",
            ["Compliance:Mode"] = "On",
            ["Rooms:MessageLength"] = "100",
        });
        await _server.MakePersonAsync("alice");
        await _server.MakePersonAsync("bob");
        var plan = new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open);
        _room = (await _server.MakeRoomAsync(plan, keepsHistory: true, new Dictionary<string, RoomRoles>())).Id;
    }

    [OneTimeTearDown]
    public Task StopAsync() => _server.DisposeAsync().AsTask();

    [Test]
    public async Task After_real_traffic_the_numbers_are_those_of_what_happened()
    {
        await using var alice = await ChatPeer.OpenAsync(_server.Address, "sip:alice@example.com", _ => { });
        await using var bob = await ChatPeer.OpenAsync(_server.Address, "sip:bob@example.com", _ => { });
        await alice.JoinAsync(_room);
        await bob.JoinAsync(_room);
        await _server.SettleAsync();
        var before = await Scrape.OfAsync(_server);
        for (var i = 0; i < 3; i++)
        {
            Assert.That((await alice.PostAsync(_room, $"post {i}")).Status, Is.EqualTo(200));
        }

        Assert.That((await bob.PostAsync(_room, new string('x', 101))).Status, Is.EqualTo(413));
        await _server.SettleAsync();
        var after = await Scrape.UntilAsync(_server, it => it["pchat_outbox_waiting"] is 0);

        double Grown(string sample) => after[sample] - before[sample];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Grown("pchat_posts_total"), Is.EqualTo(3));
            Assert.That(Grown("pchat_deliveries_total"), Is.EqualTo(6), "each to its author and to the other");
            Assert.That(Grown("pchat_refusals_total{reason=\"MessageTooLong\"}"), Is.EqualTo(1));
            Assert.That(Grown("pchat_sip_responses_total{code=\"413\"}"), Is.EqualTo(1));
            Assert.That(Grown("pchat_sip_responses_total{code=\"200\"}"), Is.EqualTo(3));
            Assert.That(Grown("pchat_store_commit_duration_seconds_count"), Is.InRange(1, 3 + Grown("pchat_journal_batch_size_count")));
            Assert.That(Grown("pchat_journal_batch_size_sum"), Is.GreaterThanOrEqualTo(4));
            Assert.That(Grown("pchat_journal_batch_duration_seconds_sum"), Is.GreaterThan(0));
            Assert.That(after["pchat_sip_connections"], Is.EqualTo(2));
            Assert.That(after["pchat_sip_connections_accepted_total"], Is.EqualTo(2));
            Assert.That(after["pchat_sip_dialogs"], Is.EqualTo(2));
            Assert.That(after["pchat_participants"], Is.EqualTo(2));
            Assert.That((after["pchat_rooms"], after["pchat_rooms_occupied"], after["pchat_people"]), Is.EqualTo((1, 1, 2)));
            Assert.That(after["pchat_compliance_recorded_total"], Is.EqualTo(StoredPool.ReadRecord(_server.Folder).Count));
            Assert.That(after["pchat_compliance_blocked"], Is.Zero);
            Assert.That(after["pchat_store_log_size_bytes"], Is.GreaterThan(0));
            Assert.That(after["dotnet_process_memory_working_set_bytes"], Is.GreaterThan(1 << 20));
            Assert.That(after.Values.Single(it => it.Key.StartsWith("http_server_active_requests{", StringComparison.Ordinal)).Value, Is.EqualTo(1), "this one");
        }

        await bob.DisposeAsync();
        await Scrape.UntilAsync(_server, it => (it["pchat_sip_connections"], it["pchat_sip_dialogs"], it["pchat_participants"]) == (1, 1, 1));
    }

    [Test]
    public async Task The_text_is_what_Prometheus_reads_and_buckets_add_up()
    {
        var scrape = await Scrape.UntilAsync(_server, it => it.Values.ContainsKey("pchat_archive_age_seconds{adapter=\"Xml\"}"));
        var histograms = scrape.Types.Where(it => it.Value is "histogram" && it.Key.StartsWith("pchat_", StringComparison.Ordinal)).Select(it => it.Key).ToList();
        Assert.That(histograms, Has.Count.EqualTo(3));
        foreach (var name in histograms)
        {
            var buckets = scrape.Values.Where(it => it.Key.StartsWith($"{name}_bucket{{", StringComparison.Ordinal)).ToList();
            Assert.That(buckets.Select(it => it.Value), Is.Ordered, name);
            Assert.That(buckets[^1].Key, Does.EndWith("le=\"+Inf\"}"));
            Assert.That(buckets[^1].Value, Is.EqualTo(scrape[$"{name}_count"]).And.GreaterThan(0), name);
        }

        Assert.That(scrape.Types.Where(it => it.Key.EndsWith("_total", StringComparison.Ordinal)).Select(it => it.Value), Is.All.EqualTo("counter"));
        Assert.That(scrape.Values, Does.ContainKey("pchat_archive_slices_total{adapter=\"Xml\"}").And.ContainKey("pchat_archive_parked{adapter=\"Xml\"}"));
    }

    [Test]
    public void The_operators_page_lists_every_instrument_as_it_is()
    {
        var told = TableRow().Matches(Repository.Read("docs/operations.md"))
            .Select(row => (row.Groups["name"].Value, row.Groups["kind"].Value, row.Groups["unit"].Value, row.Groups["meaning"].Value));
        var real = _server.Services.GetRequiredService<MetricsReader>().Read()
            .Where(it => it.Instrument.Meter.Name.StartsWith(MetricsReader.OwnPrefix, StringComparison.Ordinal))
            .Select(it => (it.Instrument.Name, it.Kind.ToString().ToLowerInvariant(), it.Instrument.Unit!, it.Instrument.Description!));
        Assert.That(told, Is.EqualTo(real));
    }

    [Test]
    public async Task What_comes_through_a_proxy_of_this_machine_is_not_from_it()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_server.WhereIs("web")) };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "10.0.0.1");
        using var answer = await http.GetAsync(new Uri("metrics", UriKind.Relative), Patience.Token);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await answer.Content.ReadAsStringAsync(Patience.Token), Does.Contain("Telemetry:Metrics").And.Not.Contain("pchat_"));
    }

    [TestCase(MetricsAccess.Loopback, "10.0.0.1", false)]
    [TestCase(MetricsAccess.Loopback, "127.0.0.1", true)]
    [TestCase(MetricsAccess.Loopback, "::1", true)]
    [TestCase(MetricsAccess.Loopback, null, false)]
    [TestCase(MetricsAccess.Everybody, "10.0.0.1", true)]
    public void Who_may_read_them_is_a_setting(MetricsAccess access, string? from, bool may)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        Assert.That(MetricsPage.IsAllowed(access, http), Is.EqualTo(may));
    }

    [Test]
    public async Task Off_they_are_not_there()
    {
        await using var server = await TestServer.StartAsync(
            new Dictionary<string, string> { ["Server:Web"] = "127.0.0.1:0", ["Telemetry:Metrics"] = "Off" });
        using var http = new HttpClient { BaseAddress = new Uri(server.WhereIs("web")) };
        using var answer = await http.GetAsync(new Uri("metrics", UriKind.Relative), Patience.Token);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [GeneratedRegex(@"^\| `(?<name>pchat\.[a-z.]+)` \| (?<kind>[a-z]+) \| (?<unit>[^|]+) \| (?<meaning>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
