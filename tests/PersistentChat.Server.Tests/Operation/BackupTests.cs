using System.Text.Json.Nodes;
using Npgsql;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Server.Tests.Compliance;
using PersistentChat.Server.Tests.Crash;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>What docs/operations.md says of backup and restore, done as it says, while somebody posts.</summary>
internal sealed class BackupTests
{
    private const int Some = 20;

    [TestCase(false, TestName = "What_was_acknowledged_before_a_backup_is_there_after_its_restore(SQLite)")]
    [TestCase(true, TestName = "What_was_acknowledged_before_a_backup_is_there_after_its_restore(PostgreSQL)")]
    public async Task What_was_acknowledged_before_a_backup_is_there_after_its_restore(bool isOnPostgres)
    {
        using var pool = new LoadPool(people: 1);
        await using var postgres = isOnPostgres ? await PostgresServer.StartAsync() : null;
        var (old, restored) = (await PlaceAsync(pool.Data, postgres), await PlaceAsync(pool.PathOf("restored"), postgres));
        var before = await PostAndBackUpAsync(pool, old);

        await RunAsync("deploy/restore", [pool.PathOf("backup"), restored.Data], restored.Databases);
        await Child.RunAsync("cp", ["-a", pool.PathOf("keys"), Path.Combine(restored.Data, "keys")]);
        IReadOnlyList<string> history;
        await using (var server = await ServerChild.StartAsync(restored.Data, pool.Seed, restored.Settings))
        {
            await using (var witness = await ChatPeer.OpenAsync(server.Sip, LoadPool.Witness, _ => { }))
            {
                await witness.JoinAsync(LoadPool.Rooms[0]);
                Assert.That((await witness.PostAsync(LoadPool.Rooms[0], "it goes on")).Status, Is.EqualTo(200));
                var posts = await witness.ReadHistoryAsync(LoadPool.Rooms[0], 900);
                Assert.That(posts.Select(post => post.ChatId), Is.EqualTo(Enumerable.Range(1, posts.Count)));
                history = [.. posts.Select(post => post.Text)];
            }

            // What happened before it is recorded before it.
            await Eventually.HoldsAsync(
                async () => (await restored.ReadRecordAsync()).Any(it => it.Text is "it goes on"), () => $"not recorded\n{server.Said}");
            Assert.That(await server.StopAsync(TimeSpan.FromSeconds(150)), Is.Zero, server.Said);
        }

        Assert.That(history, Is.Unique.And.SupersetOf(before).And.Some.EqualTo("it goes on"));
        var record = await restored.ReadRecordAsync();
        var chat = record.Where(it => it.Kind is ComplianceEventKind.Chat).Select(it => it.Text!).ToList();
        Assert.That(chat, Is.Unique.And.SupersetOf(history), "nothing is missing in the record, and nothing is there twice");
        var epochs = record.GroupBy(it => it.Position.Epoch).ToList();
        Assert.That(epochs, Has.Count.EqualTo(2));
        foreach (var epoch in epochs)
        {
            Assert.That(epoch.Select(it => it.Position.Number), Is.EqualTo(Enumerable.Range(1, epoch.Count())));
        }

        Assert.That(epochs[1].First().Previous!.Value.Epoch, Is.EqualTo(epochs[0].Key), "it says after what it goes on");
    }

    [Test]
    public async Task Nothing_is_restored_over_what_is_there()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("data"));
        await File.WriteAllTextAsync(folder.File("data/mgc.db"), "there");
        var refused = Assert.CatchAsync(() => RunAsync("deploy/restore", [folder.File("backup"), folder.File("data")], new Dictionary<string, string>()));
        Assert.That(refused!.Message, Does.Contain("mgc.db is there already"));
        Assert.That(await File.ReadAllTextAsync(folder.File("data/mgc.db")), Is.EqualTo("there"));
    }

    /// <summary>Posts before, while and after a backup is made, until the server is killed.</summary>
    /// <returns>What was acknowledged before it was begun.</returns>
    private static async Task<IReadOnlyList<string>> PostAndBackUpAsync(LoadPool pool, Place place)
    {
        // Whoever has a password has the server make a key for it.
        var seed = JsonNode.Parse(await File.ReadAllTextAsync(pool.Seed))!;
        seed["people"]![0]!["password"] = "secret";
        await File.WriteAllTextAsync(pool.Seed, seed.ToJsonString());
        await using var server = await ServerChild.StartAsync(place.Data, pool.Seed, place.Settings);
        await using var poster = await ChatPeer.OpenAsync(server.Sip, pool.People[0], _ => { });
        await poster.JoinAsync(LoadPool.Rooms[0]);
        var acknowledged = new List<string>();
        using var enough = new CancellationTokenSource();
        var posting = PostAsync(poster, acknowledged, enough.Token);
        try
        {
            var before = await AcknowledgedAsync(acknowledged, Some);
            await RunAsync("deploy/backup", [place.Data, pool.PathOf("backup")], place.Databases);
            await CopyKeysAsync(Path.Combine(place.Data, "keys"), pool.PathOf("keys"));
            int then;
            lock (acknowledged) { then = acknowledged.Count; }
            await AcknowledgedAsync(acknowledged, then + Some);
            return before;
        }
        finally
        {
            await enough.CancelAsync();
            await posting;
            await server.KillAsync();
        }
    }

    private static async Task PostAsync(ChatPeer poster, List<string> acknowledged, CancellationToken enough)
    {
        for (var i = 1; !enough.IsCancellationRequested; i++)
        {
            Assert.That((await poster.PostAsync(LoadPool.Rooms[0], $"post {i}")).Status, Is.EqualTo(200));
            lock (acknowledged) { acknowledged.Add($"post {i}"); }

            // A history that can be read at once.
            await Task.Delay(TimeSpan.FromMilliseconds(150), CancellationToken.None);
        }
    }

    private static async Task<IReadOnlyList<string>> AcknowledgedAsync(List<string> acknowledged, int count)
    {
        await RelayWorld.UntilAsync(() =>
        {
            lock (acknowledged) { return acknowledged.Count >= count; }
        });
        lock (acknowledged) { return [.. acknowledged]; }
    }

    // The archive's key may just be coming there.
    private static Task CopyKeysAsync(string from, string to) => Eventually.HoldsAsync(
        async () =>
        {
            if (Directory.Exists(to)) { Directory.Delete(to, recursive: true); }
            await Child.RunAsync("cp", ["-a", from, to]);
            return true;
        },
        () => "the keys cannot be copied");

    private static Task<string> RunAsync(string script, string[] arguments, IReadOnlyDictionary<string, string> environment) =>
        Child.RunAsync(Repository.PathOf(script), arguments, environment);

    private static async Task<Place> PlaceAsync(string data, PostgresServer? postgres)
    {
        string[] usual = ["Compliance:Mode=On"];
        if (postgres is null)
        {
            return new Place(data, usual, new Dictionary<string, string>(), () => Task.FromResult(StoredPool.ReadRecord(data)));
        }

        var (chat, record) = (
            postgres.ConnectionString(await postgres.CreateDatabaseAsync()), postgres.ConnectionString(await postgres.CreateDatabaseAsync()));
        return new Place(
            data,
            [
                .. usual, "Store:Provider=PostgreSql", $"Store:ConnectionString={chat}",
                "Compliance:Store:Provider=PostgreSql", $"Compliance:Store:ConnectionString={record}",
            ],
            new Dictionary<string, string> { ["PCHAT_CHAT_DATABASE"] = AddressOf(chat), ["PCHAT_COMPLIANCE_DATABASE"] = AddressOf(record) },
            () => BrokerChain.ReadRecordAsync(record));
    }

    private static string AddressOf(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    /// <summary>A data folder, and the databases of its server.</summary>
    /// <param name="Settings">Of the server.</param>
    /// <param name="Databases">What the scripts are told of them.</param>
    /// <param name="ReadRecordAsync">All that is recorded, in order.</param>
    private sealed record Place(
        string Data, IReadOnlyList<string> Settings, IReadOnlyDictionary<string, string> Databases,
        Func<Task<IReadOnlyList<ComplianceEvent>>> ReadRecordAsync);
}
