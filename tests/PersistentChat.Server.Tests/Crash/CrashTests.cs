using System.Globalization;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// The server is killed in the middle of work, again and again on one data folder. Whatever it had said of a post, by SIP's
/// 200 or by telling the message, must be true afterwards.
/// </summary>
/// <remarks>PCHAT_CRASH_ROUNDS and PCHAT_CRASH_SEED; tests/soak.sh is the long form.</remarks>
internal sealed class CrashTests
{
    private const int People = 12;

    // Posts below which a run would prove little.
    private const int Enough = 200;

    // All that one life of the server can store in a room, since history is looked at once per life.
    private const int History = 10_000;

    private static readonly string[] Settings =
        ["Compliance:Mode=On", $"Rooms:SearchLimit={History}", "Sip:Limits:OutboundBytes=67108864"];

    [Test]
    public async Task Nothing_acknowledged_is_lost_or_doubled_whenever_the_server_is_killed()
    {
        var rounds = Setting("PCHAT_CRASH_ROUNDS", 8);
        var seed = Setting("PCHAT_CRASH_SEED", Random.Shared.Next());

        // Out is what a failure shows, Progress what a run shows that does not come to its end.
        TestContext.Out.WriteLine($"crash: rounds={rounds} seed={seed}");
        TestContext.Progress.WriteLine($"crash: rounds={rounds} seed={seed}");
        var random = new Random(seed);
        using var pool = new LoadPool(People);
        var ledger = new Ledger();
        for (var round = 1; round <= rounds; round++)
        {
            await using var server = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings);
            await CheckHistoryAsync(server, ledger);
            await using var crowd = await Crowd.JoinAsync(server.Sip, pool.People, ledger);
            crowd.StartPosting($"round {round}", random);

            // Not a wait for anything: the moment of death is what is tried out.
            await Task.Delay(random.Next(50, 1500));
            if (round == rounds)
            {
                // On a machine that is busy with other things the rounds may have been too short to prove anything.
                await ledger.AcknowledgedAsync(Enough);
            }

            crowd.CheckAllConnected();
            await server.KillAsync();
            await crowd.EndedAsync();
            Assert.That(ledger.Problems.Take(10), Is.Empty, $"seed {seed}, round {round}\n{server.Said}");
        }

        await using (var last = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings))
        {
            await CheckHistoryAsync(last, ledger);
            await last.KillAsync();
        }

        Check(pool, ledger, kills: rounds + 1, $"crash: rounds={rounds} seed={seed}");
        Assert.That(ledger.RefusedCount, Is.Zero, "nothing here gives a reason to refuse a post");
    }

    [Test]
    public async Task A_server_that_is_stopped_under_load_stores_what_it_answers_and_leaves_in_good_order()
    {
        using var pool = new LoadPool(People);
        var ledger = new Ledger();
        await using (var server = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings))
        {
            await using var crowd = await Crowd.JoinAsync(server.Sip, pool.People, ledger);
            crowd.StartPosting("stop", new Random(1));
            await ledger.AcknowledgedAsync(Enough);
            Assert.That(await server.StopAsync(TimeSpan.FromSeconds(90)), Is.Zero, server.Said);
            await crowd.EndedAsync();
        }

        var stored = Check(pool, ledger, kills: 0, "stop:");

        // It had the time to say good-bye for everybody.
        var presence = stored.Events.CountBy(happened => happened.Kind).ToDictionary();
        Assert.That(
            presence[Compliance.Contracts.ComplianceEventKind.Part],
            Is.EqualTo(presence[Compliance.Contracts.ComplianceEventKind.Join]));
    }

    private static async Task CheckHistoryAsync(ServerChild server, Ledger ledger)
    {
        await using var witness = await ChatPeer.OpenAsync(server.Sip, LoadPool.Witness, _ => { });
        foreach (var room in LoadPool.Rooms)
        {
            ledger.CheckHistory(room, await witness.ReadHistoryAsync(room, History));
        }
    }

    private static StoredPool Check(LoadPool pool, Ledger ledger, int kills, string what)
    {
        var stored = StoredPool.Read(pool.Database);
        ledger.CheckAll(stored.Posts);
        foreach (var breach in StoredPoolCheck.Breaches(stored, kills))
        {
            ledger.Report(breach);
        }

        var result = string.Create(
            CultureInfo.InvariantCulture,
            $"{what} sent={ledger.SentCount} answered={ledger.AnsweredCount} refused={ledger.RefusedCount} "
            + $"echoed={ledger.EchoedCount} acknowledged={ledger.AcknowledgedCount} stored={stored.Posts.Count} "
            + $"events={stored.Events.Count} "
            + $"missing={ledger.Problems.Count(problem => problem.StartsWith("lost", StringComparison.Ordinal))} "
            + $"doubled={ledger.Problems.Count(problem => problem.StartsWith("doubled", StringComparison.Ordinal))} "
            + $"problems={ledger.Problems.Count}");
        TestContext.Progress.WriteLine(result);
        Assert.Multiple(() =>
        {
            Assert.That(ledger.Problems.Take(10), Is.Empty, what);
            Assert.That(ledger.AcknowledgedCount, Is.GreaterThanOrEqualTo(Enough), "enough was posted for this to mean something");
        });
        return stored;
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
