using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PersistentChat.Compliance.Store;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Tests.Api;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Server.Tests.Hosting;

/// <summary>The log has ids and addresses; what people said is not in it, whatever its level and whatever went wrong.</summary>
internal sealed class LogTests
{
    private const string Marker = "marzipan";
    private const string Alice = "sip:alice@example.com";

    [Test]
    public async Task Nothing_that_anybody_said_is_in_the_log_at_its_most_verbose()
    {
        using var log = new LogLines();
        await using var world = await ApiWorld.StartAsync(
            ("Compliance:Mode", "On"), ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft", "Trace"), ("Logging:Console:LogLevel:Default", "None"));
        world.Server.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await world.Server.MakePersonAsync("alice");
        var plan = new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open);
        var room = (await world.Server.MakeRoomAsync(plan, keepsHistory: true, new Dictionary<string, RoomRoles>())).Id;

        await using (var alice = await ChatPeer.OpenAsync(world.Server.Address, Alice, _ => { }))
        {
            Assert.That((await alice.PostAsync(room, Marker)).Status, Is.EqualTo(403), "not in the room");
            await alice.JoinAsync(room);
            Assert.That((await alice.PostAsync(room, Marker)).Status, Is.EqualTo(200));
            Assert.That((await alice.PostAsync(room, $"{Marker} {new string('x', 5000)}")).Status, Is.EqualTo(413));
            Assert.That((await alice.ReadHistoryAsync(room, 5)).Single().Text, Is.EqualTo(Marker));
            await alice.PartAsync(room);
        }

        await SayStrangeThingsAsync(world.Server, room);
        await world.Operator.PostAsync($"api/rooms/{room}/messages/replace", new { words = Marker, text = $"{Marker} again" });
        await world.Operator.PostAsync($"api/rooms/{room}/messages/replace", new { words = Marker, match = Marker });
        await FailToStoreAsync(world.Server, room);

        await world.Server.SettleAsync();
        var lines = log.All.ToList();
        Assert.That(lines, Has.Some.Contain(room.ToString()).And.Some.Contain(Alice), "ids are in it");
        Assert.That(lines, Has.Some.Contain("PostMessage").And.Some.Contain("SqliteException"), "and what went wrong");
        Assert.That(lines.Where(line => line.Contains(Marker, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public void Every_kind_of_line_has_a_number_of_its_own()
    {
        Assembly[] ours = [typeof(ServerOptions).Assembly, typeof(RoomsOptions).Assembly, typeof(SipLimits).Assembly, typeof(ComplianceStoreOptions).Assembly];
        var numbers = ours.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId)
            .OfType<int>()
            .ToList();
        Assert.That(numbers, Has.Count.GreaterThan(50).And.All.GreaterThan(0));
        Assert.That(numbers, Is.Unique);
    }

    /// <summary>What is no message, no XML, no command, or only half of one; and searches, preferences and notes.</summary>
    private static async Task SayStrangeThingsAsync(TestServer server, Guid room)
    {
        string[] bodies =
        [
            $"<xccos {Marker}", $"<xccos ver=\"1\" envid=\"1\" xmlns=\"urn:parlano:xml:ns:xccos\"><cmd id=\"cmd:{Marker}\" seqid=\"1\"><data/></cmd></xccos>",
            Envelope($"<grpchat id=\"grpchat\" seqid=\"1\" chanUri=\"{Marker}\" author=\"{Marker}\"><chat>{Marker}</chat></grpchat>"),
            Envelope($"<cmd id=\"cmd:bcbydate\" seqid=\"1\"><data><chanib uri=\"ma-chan://example.com/{room}\"/><bcq text=\"{Marker}\" criteria=\"{Marker}\"/></data></cmd>"),
            Envelope($"<cmd id=\"cmd:chansrch\" seqid=\"1\"><data><qib qtype=\"BYNAME\" criteria=\"{Marker}\" extended=\"false\"/></data></cmd>"),
            Envelope($"<cmd id=\"cmd:setpref\" seqid=\"1\"><data><pref label=\"l\" seqid=\"1\" createdefault=\"false\" content=\"{Marker}\"/></data></cmd>"),
        ];
        await using (var client = await server.ConnectAsync())
        {
            await client.RegisterAsync(Alice, Patience.Token);
            var dialog = await client.InviteAsync(Alice, server.Pool.PoolUri, Patience.Token);
            foreach (var body in bodies)
            {
                Assert.That((await dialog.SendInfoAsync(Encoding.UTF8.GetBytes(body), Patience.Token)).Status, Is.InRange(200, 499), body);
            }

            var strange = dialog.CreateRequest(SipMethod.Info);
            strange.Headers.Add("Content-Type", $"text/{Marker}");
            strange.Body = Encoding.UTF8.GetBytes(Marker);
            Assert.That((await client.SendAsync(strange, Patience.Token)).Status, Is.EqualTo(415));
            await NoteAsync(client);
        }

        await using var raw = await RawClient.ConnectAsync(server);
        await raw.SendAsync($"INFO {Marker}\r\n{Marker}\r\n\r\n{Marker}");
    }

    private static Task<SipResponse> NoteAsync(SipClient client)
    {
        var request = client.CreateRequest(SipMethod.Service, Alice, Alice, Alice);
        request.Headers.Add("Content-Type", "application/msrtc-category-publish+xml");
        request.Body = Encoding.UTF8.GetBytes(
            $"<publish xmlns=\"http://schemas.microsoft.com/2006/09/sip/rich-presence\"><publications uri=\"{Alice}\"><publication categoryName=\"note\" "
            + $"instance=\"0\" container=\"200\" version=\"0\" expireType=\"static\"><note>{Marker}</note></publication></publications></publish>");
        return client.SendAsync(request, Patience.Token);
    }

    /// <summary>The store does not take what is said: an exception on its way from the database to the log.</summary>
    private static async Task FailToStoreAsync(TestServer server, Guid room)
    {
        var file = Path.Combine(server.Folder, "mgc.db");
        await using var alice = await ChatPeer.OpenAsync(server.Address, Alice, _ => { });
        await alice.JoinAsync(room);
        await RunAsync(file, $"CREATE TRIGGER Refuse BEFORE INSERT ON Messages BEGIN SELECT RAISE(ABORT, 'not today'); END");
        Assert.That((await alice.PostAsync(room, Marker)).Status, Is.EqualTo(500));
        await RunAsync(file, "DROP TRIGGER Refuse");
        Assert.That((await alice.PostAsync(room, Marker)).Status, Is.EqualTo(200));
    }

    private static string Envelope(string primitive) =>
        $"<xccos ver=\"1\" envid=\"1\" xmlns=\"urn:parlano:xml:ns:xccos\">{primitive}</xccos>";

    private static async Task RunAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=90");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
