using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Tests.Compliance;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>Readiness says of each thing that the server depends on how it is, and why.</summary>
internal sealed class HealthTests
{
    private static readonly Dictionary<string, string> Usual = new()
    {
        ["Server:Web"] = "127.0.0.1:0",
        ["Compliance:Mode"] = "On",
        ["Health:MaxOutboxAge"] = "00:00:01",
        ["Journal:LeaseDuration"] = "00:10:00",
    };

    [Test]
    public async Task When_all_is_well_it_says_so_of_each()
    {
        await using var server = await TestServer.StartAsync(Usual);
        await RelayWorld.UntilAsync(() => server.Services.GetRequiredService<Outbox>().Waiting == 0);
        var (status, report) = await UntilAsync(server, "archive Xml", ok: true);
        Assert.That((status, (string?)report["status"]), Is.EqualTo((200, "ready")));
        Assert.That(report["checks"]!.AsArray().Select(it => ((string?)it!["name"], (bool)it["ok"]!)), Is.EqualTo(new[]
        {
            ("database", true), ("outbox", true), ("archive Xml", true),
        }));
    }

    [Test]
    public async Task An_old_outbox_is_a_trouble_and_no_reason_not_to_serve()
    {
        await using var server = await TestServer.StartAsync(Usual);
        await RelayWorld.UntilAsync(() => server.Services.GetRequiredService<Outbox>().Waiting == 0);
        await using (await HoldAsync(Path.Combine(server.Folder, "mgccomp.db"), "BEGIN IMMEDIATE"))
        {
            await server.MakeRoomAsync(new(Guid.NewGuid(), Guid.Empty, "Lobby"), keepsHistory: true, new Dictionary<string, Rooms.Membership.RoomRoles>());
            var (status, report) = await UntilAsync(server, "outbox", ok: false);
            Assert.That((status, (string?)report["status"]), Is.EqualTo((200, "ready")));
        }
    }

    [Test]
    public async Task A_broker_that_is_away_is_said_with_its_reason()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string>(Usual)
        {
            ["Compliance:Broker:Host"] = "127.0.0.1",
            ["Compliance:Broker:Port"] = Child.FreePort().ToString(CultureInfo.InvariantCulture),
            ["Compliance:Broker:Timeout"] = "00:00:01",
            ["Compliance:Relay:DrainTimeout"] = "00:00:00",
        });
        var (status, report) = await UntilAsync(server, "broker", ok: false);
        Assert.That((status, (string?)report["status"]), Is.EqualTo((200, "ready")));
    }

    [Test]
    public async Task A_database_that_cannot_be_read_is_said_and_nothing_is_served()
    {
        await using var server = await TestServer.StartAsync(Usual);
        var file = Path.Combine(server.Folder, "mgc.db");
        await using (await HoldAsync(file, "ALTER TABLE \"Writer\" RENAME TO \"Elsewhere\""))
        {
            var (status, report) = await UntilAsync(server, "database", ok: false);
            Assert.That((status, (string?)report["status"]), Is.EqualTo((503, "the database cannot be read")));
            Assert.That((string?)report["checks"]![0]!["reason"], Does.Contain("Writer"));
        }

        await using var undone = await HoldAsync(file, "ALTER TABLE \"Elsewhere\" RENAME TO \"Writer\"");
    }

    /// <summary>What is said as soon as a check is as it is to be.</summary>
    private static async Task<(int Status, JsonNode Report)> UntilAsync(TestServer server, string name, bool ok)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.WhereIs("web")) };
        var patience = Patience.Token;
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("readyz", UriKind.Relative), patience);
            var report = JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience))!;
            if (report["checks"]!.AsArray().FirstOrDefault(it => (string?)it!["name"] == name) is { } check && (bool)check["ok"]! == ok)
            {
                Assert.That((string?)check["reason"], Is.Not.Empty);
                return ((int)answer.StatusCode, report);
            }

            await Task.Delay(20, patience);
        }
    }

    /// <summary>Another program's connection that has done this, until it is disposed.</summary>
    private static async Task<IAsyncDisposable> HoldAsync(string file, string sql)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=90");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
