using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// From the post to the archive, whatever dies on the way: what people were told has happened is in the record once and in the
/// XML archive once, in order.
/// </summary>
/// <remarks>
/// PCHAT_CRASH_ROUNDS and PCHAT_CRASH_SEED; tests/soak.sh is the long form, and the only one that has the broker.
/// </remarks>
internal sealed class ChainTests
{
    private const int People = 8;

    // Posts below which a run would prove little.
    private const int Enough = 200;

    // All that one life of the server can store in a room, since history is looked at once per life.
    private const int History = 10_000;

    // Of all rooms together, so that none gets to that.
    private const int MostPosts = 24_000;

    // While a broker starts again much is posted: more than can be recorded meanwhile would only make the end a long wait.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private static readonly ComplianceEventKind[] Deeds =
        [ComplianceEventKind.Join, ComplianceEventKind.Part, ComplianceEventKind.Chat, ComplianceEventKind.Backchat];

    private readonly Dictionary<(ComplianceEventKind Kind, string Person, Guid Room), int> _acknowledged = [];
    private Random _random = new();
    private string _run = "";

    [Test]
    public Task Embedded_everything_acknowledged_is_in_record_and_archive_once_whenever_the_server_is_killed()
    {
        var pool = new LoadPool(People);
        return RunAsync("embedded", pool, () => Task.FromResult<Chain>(new EmbeddedChain(pool.Data)));
    }

#if SOAK
    [Test]
    public Task With_a_broker_everything_acknowledged_is_in_record_and_archive_once_whichever_part_is_killed() =>
        RunAsync("broker", new LoadPool(People), async () => await BrokerChain.StartAsync());
#endif

    private async Task RunAsync(string shape, LoadPool newPool, Func<Task<Chain>> start)
    {
        var rounds = Setting("PCHAT_CRASH_ROUNDS", 8);
        var seed = Setting("PCHAT_CRASH_SEED", Random.Shared.Next());
        _run = $"chain: shape={shape} rounds={rounds} seed={seed}";
        TestContext.Out.WriteLine(_run);
        TestContext.Progress.WriteLine(_run);
        _random = new Random(seed);
        _acknowledged.Clear();

        using var pool = newPool;
        await using var chain = await start();
        try
        {
            await RunAsync(pool, chain, rounds);
        }
        catch
        {
            TestContext.Progress.WriteLine($"{_run} failed\n{await chain.ExplainAsync()}");
            throw;
        }
    }

    private async Task RunAsync(LoadPool pool, Chain chain, int rounds)
    {
        var ledger = new Ledger();
        var killed = await LiveAsync(pool, chain, ledger, rounds);

        // What waits for a server that died is sent by the next.
        await using (var last = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings(chain)))
        {
            await RecordedAsync(pool, chain, last);
            await last.KillAsync();
        }

        await chain.ExportAsync();
        var record = await chain.ReadRecordAsync();
        CheckRecord(pool, ledger, record);
        var verification = CheckArchive(chain, record);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_run} {killed} sent={ledger.SentCount} acknowledged={ledger.AcknowledgedCount} events={record.Count} "
            + $"archived={verification.Events} slices={verification.Head!.Slices} missing=0 doubled=0"));
    }

    /// <returns>What was killed, and how often.</returns>
    private async Task<string> LiveAsync(LoadPool pool, Chain chain, Ledger ledger, int rounds)
    {
        var killed = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["server"] = 0 };
        ServerChild? server = null;
        Crowd? crowd = null;
        try
        {
            for (var round = 1; round <= rounds; round++)
            {
                if (server is null || crowd is null)
                {
                    server = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings(chain));
                    await WitnessAsync(server, ledger);
                    crowd = await Crowd.JoinAsync(server.Sip, pool.People, ledger);
                    foreach (var person in pool.People)
                    {
                        Acknowledge(ComplianceEventKind.Join, person, LoadPool.Rooms);
                    }

                    crowd.StartPosting($"round {round}", _random, Pause, MostPosts);
                }

                // Not a wait for anything: the moment of death is what is tried out.
                await Task.Delay(_random.Next(50, 1500));
                if (round == rounds)
                {
                    await ledger.AcknowledgedAsync(Enough);
                }

                crowd.CheckAllConnected();
                var victim = killed.Keys.Concat(chain.Parts.Keys).Distinct().Order(StringComparer.Ordinal)
                    .ElementAt(_random.Next(1 + chain.Parts.Count));
                killed[victim] = killed.GetValueOrDefault(victim) + 1;
                if (victim is not "server")
                {
                    await chain.Parts[victim]();
                    continue;
                }

                await EndAsync(server, crowd);
                (server, crowd) = (null, null);
            }

            await EndAsync(server, crowd);
        }
        finally
        {
            if (crowd is not null)
            {
                await crowd.DisposeAsync();
            }

            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        return string.Join(' ', killed.Select(part => $"{part.Key}={part.Value}"));
    }

    private static async Task EndAsync(ServerChild? server, Crowd? crowd)
    {
        if (server is null || crowd is null)
        {
            return;
        }

        await server.KillAsync();
        await crowd.EndedAsync();
        await crowd.DisposeAsync();
        await server.DisposeAsync();
    }

    // Comes in, reads everything, leaves.
    private async Task WitnessAsync(ServerChild server, Ledger ledger)
    {
        await using var witness = await ChatPeer.OpenAsync(server.Sip, LoadPool.Witness, _ => { });
        await witness.JoinAsync(LoadPool.Rooms);
        Acknowledge(ComplianceEventKind.Join, LoadPool.Witness, LoadPool.Rooms);
        foreach (var room in LoadPool.Rooms)
        {
            ledger.CheckHistory(room, await witness.ReadHistoryAsync(room, History));
            await witness.PartAsync(room);
        }

        Acknowledge(ComplianceEventKind.Backchat, LoadPool.Witness, LoadPool.Rooms);
    }

    private void Acknowledge(ComplianceEventKind kind, string person, IEnumerable<Guid> rooms)
    {
        foreach (var room in rooms)
        {
            _acknowledged[(kind, person, room)] = _acknowledged.GetValueOrDefault((kind, person, room)) + 1;
        }
    }

    private static async Task RecordedAsync(LoadPool pool, Chain chain, ServerChild server)
    {
        var last = default(EventPosition);
        await Eventually.HoldsAsync(
            async () =>
            {
                last = StoredPool.LastPositionOf(pool.Data);
                return await chain.ReadRecordAsync() is [.., var recorded] && recorded.Position == last;
            },
            () => $"not everything up to {last} is recorded\n{server.Said}\n{chain}");
    }

    private void CheckRecord(LoadPool pool, Ledger ledger, IReadOnlyList<ComplianceEvent> record)
    {
        var stored = StoredPool.Read(pool.Data, record);
        ledger.CheckAll(stored.Posts);
        foreach (var breach in StoredPoolCheck.Breaches(stored))
        {
            ledger.Report(breach);
        }

        // Everybody has left: by itself, or with its server. The server that ran last saw nobody come.
        foreach (var ((kind, person, room), count) in _acknowledged.ToList())
        {
            if (kind is ComplianceEventKind.Join)
            {
                _acknowledged[(ComplianceEventKind.Part, person, room)] = count;
            }
        }

        var recorded = record.Where(happened => happened.Room is not null && happened.Kind is not ComplianceEventKind.Chat && Deeds.Contains(happened.Kind))
            .CountBy(happened => (happened.Kind, happened.Person!.Uri, RoomOf(happened)))
            .ToDictionary();
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Problems.Take(10), Is.Empty, _run);
            Assert.That(stored.Events, Has.Count.EqualTo(record.Count), $"{_run}: something still waits in the outbox");
            Assert.That(recorded, Is.EquivalentTo(_acknowledged), $"{_run}: who came, left and read");
            Assert.That(ledger.AcknowledgedCount, Is.GreaterThanOrEqualTo(Enough), "enough was posted for this to mean something");
            Assert.That(ledger.RefusedCount, Is.Zero, "nothing here gives a reason to refuse a post");
        });
    }

    private Verification CheckArchive(Chain chain, IReadOnlyList<ComplianceEvent> record)
    {
        var verification = chain.Verify();
        Assert.That(verification.Findings, Is.Empty, _run);
        Assert.That(verification.Events, Is.EqualTo(record.Count), _run);

        var conversations = Directory.GetFiles(Path.Combine(chain.Folder, "archive"), "*.xml").Order(StringComparer.Ordinal)
            .SelectMany(file => XDocument.Load(file).Descendants("Conversation"))
            .ToLookup(conversation => (string)conversation.Element("Channel")!.Attribute("uri")!);
        foreach (var room in LoadPool.Rooms)
        {
            var expected = record.Where(happened => happened.Room is not null && RoomOf(happened) == room && Deeds.Contains(happened.Kind))
                .Select(happened => new Line(
                    happened.Kind.ToString().ToUpperInvariant(), happened.Text ?? "", happened.ChatId ?? 0,
                    happened.Person!.Uri["sip:".Length..], happened.At.UtcTicks));
            var archived = conversations[$"ma-chan://example.com/{room}"]
                .SelectMany(conversation => conversation.Element("Messages")!.Elements("Message"))
                .Select(Line.Read);
            Assert.That(archived, Is.EqualTo(expected), $"{_run}: the archive of {room}");
        }

        return verification;
    }

    // On a machine that is busy with other things a life may be long, and nobody may be thrown out for being slow.
    private static List<string> Settings(Chain chain) =>
    [
        .. chain.ServerSettings, $"Rooms:SearchLimit={History}", "Sip:Limits:OutboundBytes=67108864",
        "Sip:Limits:IdleTimeout=01:00:00", "Sip:Dialogs:SessionExpires=01:00:00", "Sip:Dialogs:AnswerTimeout=00:05:00",
    ];

    private static Guid RoomOf(ComplianceEvent happened) => new(happened.Room!.Uri.Split('/')[^1]);

    private static int Setting(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed record Line(string Type, string Content, long Id, string Sender, long Ticks)
    {
        public static Line Read(XElement message) => new(
            (string)message.Attribute("type")!,
            (string)message.Attribute("content")!,
            (long)message.Attribute("id")!,
            (string)message.Element("Sender")!.Attribute("uri")!,
            (long)message.Element("DateTimeUTC")!.Attribute("long")!);
    }
}
