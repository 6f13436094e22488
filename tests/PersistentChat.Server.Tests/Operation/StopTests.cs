using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Operation;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Compliance;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip;
using PersistentChat.Sip.Tracing;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>A stop in good order loses nothing that was taken, and clients know it as a lost connection.</summary>
internal sealed class StopTests
{
    [Test]
    public async Task What_was_taken_is_answered_and_told_before_connections_close_and_nobody_gets_a_BYE()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Compliance:Mode"] = "On",
            ["Store:BusyTimeoutSeconds"] = "300",
            ["Server:DrainTimeout"] = "00:02:00",
            ["Sip:Limits:LingerTimeout"] = "00:01:00",
        });
        await server.MakePersonAsync("alice");
        await server.MakePersonAsync("bob");
        var plan = new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open);
        var room = (await server.MakeRoomAsync(plan, keepsHistory: true, new Dictionary<string, RoomRoles>())).Id;
        var sip = server.Services.GetRequiredService<SipEndpoint>();
        var trace = new MessageTrace(
            Guid.NewGuid(), new TraceSubject("sip:bob@example.com", null, WithText: false), new TraceBounds(1000, DateTimeOffset.MaxValue), (_, _) => "");
        Assert.That(sip.Traces.TryStart(trace), Is.True);

        var heard = new ConcurrentQueue<string>();
        await using var alice = await ChatPeer.OpenAsync(server.Address, "sip:alice@example.com", _ => { });
        await using var bob = await ChatPeer.OpenAsync(server.Address, "sip:bob@example.com", post => heard.Enqueue(post.Text));
        await alice.JoinAsync(room);
        await bob.JoinAsync(room);

        // The post is with the journal, which cannot write it as long as somebody else has the database.
        Task<PersistentChat.Sip.Messages.SipResponse> posting;
        Task stopping;
        await using (await LockAsync(Path.Combine(server.Folder, "mgc.db")))
        {
            posting = alice.PostAsync(room, "last words");
            var metrics = server.Services.GetRequiredService<MetricsReader>();
            await RelayWorld.UntilAsync(() => metrics.Read().Single(it => it.Instrument.Name == "pchat.journal.batch.age").Values()[0].Value > 0);
            stopping = server.StopAsync();
            await RelayWorld.UntilAsync(() => sip.IsStopping);
            Assert.That((await bob.PostAsync(room, "too late")).Status, Is.EqualTo(503), "nothing new is taken");
            Assert.That((posting.IsCompleted, bob.Listening.IsCompleted), Is.EqualTo((false, false)), "what was taken is waited for");
        }

        Assert.That((await posting).Status, Is.EqualTo(200));
        await bob.Listening.WaitAsync(Patience.Limit);
        await stopping;
        Assert.That(heard, Is.EqualTo(new[] { "last words" }));
        Assert.That(trace.Messages.Select(it => it.Text), Has.Some.StartWith("INFO ").And.None.StartWith("BYE "));
        var parts = StoredPool.Read(server.Folder).Events.Where(it => it.Kind is ComplianceEventKind.Part).Select(it => it.Person!.Uri);
        Assert.That(parts, Is.EquivalentTo(new[] { "sip:alice@example.com", "sip:bob@example.com" }));
    }

    private static async Task<IAsyncDisposable> LockAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False;Default Timeout=90");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}
