using System.Globalization;
using System.Text.RegularExpressions;
using PersistentChat.Compliance.Contracts;

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
            TestContext.Progress.WriteLine(
                $"crash: rounds={rounds} seed={seed} round={round} acknowledged={ledger.AcknowledgedCount} problems={ledger.Problems.Count}");
            Assert.That(ledger.Problems.Take(10), Is.Empty, $"seed {seed}, round {round}\n{server.Said}");
        }

        await using (var last = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings))
        {
            await CheckHistoryAsync(last, ledger);
            await RecordedAsync(pool);
            await last.KillAsync();
        }

        Check(pool, ledger, $"crash: rounds={rounds} seed={seed}");
        Assert.That(ledger.RefusedCount, Is.Zero, "nothing here gives a reason to refuse a post");
    }

    [Test]
    public async Task After_a_restored_backup_of_the_chat_database_the_record_has_both_pasts_once()
    {
        using var pool = new LoadPool(People);
        List<string> acknowledged = [];
        var backup = pool.PathOf("backup.db");
        await LiveAsync(pool, "kept", acknowledged);
        StoredPool.Backup(pool.Data, backup);
        await LiveAsync(pool, "undone", acknowledged);
        var before = StoredPool.Read(pool.Data);
        StoredPool.Restore(backup, pool.Data);
        await LiveAsync(pool, "after", acknowledged);

        var stored = StoredPool.Read(pool.Data);
        var ids = stored.Recorded.Select(happened => happened.Id).ToHashSet();
        Assert.That(ids, Has.Count.EqualTo(stored.Recorded.Count), "nothing is doubled");
        Assert.That(before.Recorded.Where(happened => !ids.Contains(happened.Id)), Is.Empty, "what was recorded stays");
        Assert.That(
            stored.Recorded.Where(happened => happened.Kind is ComplianceEventKind.Chat).Select(happened => happened.Text),
            Is.EqualTo(acknowledged), "every acknowledged post is recorded once, in order");
        Assert.That(
            stored.Posts.Select(post => post.Text).Order(),
            Is.EqualTo(acknowledged.Where(text => !text.StartsWith("undone", StringComparison.Ordinal)).Order()));

        // The new past begins where the backup ended, and says so.
        var starts = stored.Recorded.Where(happened => happened.Kind is ComplianceEventKind.JournalStarted).ToList();
        Assert.That(starts, Has.Count.EqualTo(3));
        Assert.That(starts[2].Previous, Is.EqualTo(starts[1].Previous));
    }

    [Test]
    public async Task After_a_restored_backup_of_the_record_what_is_missing_is_asked_for_until_it_is_given_up_and_then_marked()
    {
        using var pool = new LoadPool(People);
        List<string> acknowledged = [];
        var backup = pool.PathOf("backup.db");
        await LiveAsync(pool, "kept", acknowledged);
        var kept = StoredPool.ReadRecord(pool.Data).Count;
        StoredPool.Backup(pool.Data, backup, StoredPool.Record);
        await LiveAsync(pool, "gone", acknowledged);
        var whole = StoredPool.ReadRecord(pool.Data);
        StoredPool.Restore(backup, pool.Data, StoredPool.Record);

        Match asked;
        await using (var server = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings))
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            while (!(asked = Regex.Match(server.Said, @"The record waits for \d+/1, what came begins at (?<position>\d+/\d+)\b")).Success)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }

            Assert.That(StoredPool.ReadRecord(pool.Data), Has.Count.EqualTo(kept), "nothing is recorded as if nothing were missing");
            await server.KillAsync();
        }

        await LiveAsync(pool, "after", acknowledged, $"Compliance:Recorder:AcceptGapBefore={asked.Groups["position"].Value}");

        // The last of that life may have been in the outbox still.
        var record = StoredPool.ReadRecord(pool.Data);
        var lost = whole.ExceptBy(record.Select(happened => happened.Id), happened => happened.Id).ToList();
        Assert.That(lost, Is.Not.Empty);
        Assert.That(StoredPool.CountLost(pool.Data), Is.EqualTo(lost.Count), "a mark for each event that is not there");
        Assert.That(
            record.Where(happened => happened.Kind is ComplianceEventKind.Chat).Select(happened => happened.Text),
            Is.EqualTo(acknowledged.Except(lost.Select(happened => happened.Text))));
    }

    // One life of a server, which ends in good order when all of it is recorded.
    private static async Task LiveAsync(LoadPool pool, string name, List<string> acknowledged, params string[] more)
    {
        await using var server = await ServerChild.StartAsync(pool.Data, pool.Seed, [.. Settings, .. more]);
        await using (var peer = await ChatPeer.OpenAsync(server.Sip, pool.People[0], _ => { }))
        {
            await peer.JoinAsync(LoadPool.Rooms);
            for (var number = 1; number <= 10; number++)
            {
                var text = $"{name} {number}";
                Assert.That((await peer.PostAsync(LoadPool.Rooms[number % 3], text)).Status, Is.EqualTo(200));
                acknowledged.Add(text);
            }
        }

        await RecordedAsync(pool);
        Assert.That(await server.StopAsync(TimeSpan.FromMinutes(5)), Is.Zero, server.Said);
    }

    // The record goes on while nobody does anything, until it has everything.
    private static async Task RecordedAsync(LoadPool pool)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (!StoredPool.IsAllRecorded(pool.Data))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
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
            Assert.That(await server.StopAsync(TimeSpan.FromMinutes(5)), Is.Zero, server.Said);
            await crowd.EndedAsync();
        }

        var stored = Check(pool, ledger, "stop:");

        // It had the time to say good-bye for everybody.
        var presence = stored.Events.CountBy(happened => happened.Kind).ToDictionary();
        Assert.That(
            presence[ComplianceEventKind.Part],
            Is.EqualTo(presence[ComplianceEventKind.Join]));
    }

    private static async Task CheckHistoryAsync(ServerChild server, Ledger ledger)
    {
        await using var witness = await ChatPeer.OpenAsync(server.Sip, LoadPool.Witness, _ => { });
        foreach (var room in LoadPool.Rooms)
        {
            ledger.CheckHistory(room, await witness.ReadHistoryAsync(room, History));
        }
    }

    private static StoredPool Check(LoadPool pool, Ledger ledger, string what)
    {
        var stored = StoredPool.Read(pool.Data);
        ledger.CheckAll(stored.Posts);
        foreach (var breach in StoredPoolCheck.Breaches(stored))
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
