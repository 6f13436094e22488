using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Compliance;

/// <summary>What real clients do in a server, and what of it lies in the record of the same process.</summary>
internal sealed class PathTests
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Server:Web"] = "127.0.0.1:0",
        ["Compliance:Mode"] = "On",
        ["Compliance:OnFailure"] = "Block",
        ["Compliance:BlockAfter"] = "00:00:02",
        ["Compliance:Relay:RetryDelay"] = "00:00:00.01",
        ["Compliance:Relay:LongestRetryDelay"] = "00:00:00.1",
        ["Compliance:Store:CommandTimeoutSeconds"] = "1",
    };

    private TestServer _server = null!;
    private Guid _room;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await TestServer.StartAsync(Settings);
        await _server.MakePersonAsync("alice");
        await _server.MakePersonAsync("bob");
        var plan = new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open);
        _room = (await _server.MakeRoomAsync(plan, keepsHistory: true, new Dictionary<string, RoomRoles>())).Id;
        await NothingWaitsAsync();
    }

    [TearDown]
    public Task StopAsync() => _server.DisposeAsync().AsTask();

    [Test]
    public async Task What_people_do_is_in_the_record_in_order_with_everything_an_archive_needs()
    {
        await using (var alice = await ChatPeer.OpenAsync(_server.Address, "sip:alice@example.com", _ => { }))
        {
            await alice.JoinAsync(_room);
            Assert.That((await alice.PostAsync(_room, "hello")).Status, Is.EqualTo(200));
            await alice.ReadHistoryAsync(_room, 7);
        }

        var events = await RecordedAsync(e => e.Kind is ComplianceEventKind.Part);
        var hers = events.Where(e => e.Person is not null).ToList();
        Assert.That(hers.Select(e => (e.Kind, e.Text)), Is.EqualTo(new[]
        {
            (ComplianceEventKind.Join, null), (ComplianceEventKind.Chat, "hello"),
            (ComplianceEventKind.Backchat, "last 7"), (ComplianceEventKind.Part, null),
        }));
        Assert.That(hers.Select(e => e.Position.Number), Is.Ordered);
        Assert.That(hers.Select(e => e.Room), Is.All.EqualTo(
            new ComplianceRoom($"ma-chan://example.com/{_room}", "Lobby", KeepsHistory: true)));
        Assert.That(hers.Select(e => e.Category!.Name), Is.All.EqualTo("Desks"));
        Assert.That(hers.Select(e => (e.Person!.Uri, e.Person.DisplayName, e.Person.IsInternal)), Is.All.EqualTo(
            ("sip:alice@example.com", "Alice", true)));
        Assert.That(hers[1].ChatId, Is.EqualTo(1));
        Assert.That(hers[3].JoinId, Is.EqualTo(hers[0].Id));
    }

    [Test]
    public async Task A_record_that_takes_nothing_closes_the_rooms_until_it_does_and_nothing_acknowledged_is_missing()
    {
        await using var alice = await ChatPeer.OpenAsync(_server.Address, "sip:alice@example.com", _ => { });
        await using var bob = await ChatPeer.OpenAsync(_server.Address, "sip:bob@example.com", _ => { });
        await alice.JoinAsync(_room);
        var acknowledged = new List<string>();
        SipResponse answer;
        await using (await LockRecordAsync())
        {
            answer = await PostUntilAsync(alice, status => status != 200, acknowledged);
            Assert.That(answer.Headers["Ms-diagnostics"], Does.Contain("20007").And.Contain("archived"));
            Assert.That(answer.Headers["Retry-After"], Is.EqualTo("30"));
            Assert.That(acknowledged, Is.Not.Empty, "at first they wait in the outbox");

            await AssertNotReadyAsync();
            Assert.That(() => bob.JoinAsync(_room), Throws.InstanceOf<AssertionException>().With.Message.Contains("503"));
        }

        await PostUntilAsync(alice, status => status == 200, acknowledged);
        var events = await RecordedAsync(e => e.Text == acknowledged[^1]);
        Assert.That(events.Where(e => e.Kind is ComplianceEventKind.Chat).Select(e => e.Text), Is.EqualTo(acknowledged));
        Assert.That(events.Where(e => e.Kind is ComplianceEventKind.Join).Select(e => e.Person!.DisplayName), Is.EqualTo(new[] { "Alice" }));
    }

    // Whoever posts tries again and again, as long as it is answered otherwise.
    private async Task<SipResponse> PostUntilAsync(ChatPeer peer, Func<int, bool> isEnd, List<string> acknowledged)
    {
        var patience = Patience.Token;
        while (true)
        {
            var text = $"post {Guid.NewGuid()}";
            var answer = await peer.PostAsync(_room, text);
            if (answer.Status == 200)
            {
                acknowledged.Add(text);
            }

            if (isEnd(answer.Status))
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience);
        }
    }

    private async Task AssertNotReadyAsync()
    {
        using var http = new HttpClient();
        var url = new Uri(_server.Services.GetRequiredService<Listeners>().ReadyLine().Split("web=")[1] + "readyz");
        var patience = Patience.Token;
        while (true)
        {
            using var answer = await http.GetAsync(url, patience);
            var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience))!;
            Assert.That((int)answer.StatusCode, Is.EqualTo(503));
            Assert.That((string?)report["status"], Is.EqualTo("compliance blocks"));
            var compliance = report["compliance"]!;
            Assert.That((string?)compliance["blocked"], Does.Contain("Compliance:BlockAfter"));
            Assert.That((long?)compliance["waiting"], Is.GreaterThan(0));
            Assert.That((double?)compliance["oldestSeconds"], Is.GreaterThan(0));

            // The first try may still be waiting for the lock.
            if (compliance["trouble"] is not null)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience);
        }
    }

    private Task NothingWaitsAsync() => RelayWorld.UntilAsync(() => _server.Services.GetRequiredService<Outbox>().Waiting == 0);

    private async Task<IAsyncDisposable> LockRecordAsync()
    {
        await NothingWaitsAsync();
        var connection = new SqliteConnection($"Data Source={RecordFile};Pooling=False;Default Timeout=90");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private string RecordFile => Path.Combine(_server.Folder, "mgccomp.db");

    /// <summary>The whole record, as soon as it has an event like this.</summary>
    private async Task<IReadOnlyList<ComplianceEvent>> RecordedAsync(Func<ComplianceEvent, bool> isLike)
    {
        var patience = Patience.Token;
        while (true)
        {
            var events = StoredPool.ReadRecord(_server.Folder);
            if (events.Any(isLike))
            {
                return events;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience);
        }
    }
}
