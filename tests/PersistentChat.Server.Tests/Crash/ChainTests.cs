using System.Diagnostics;
using System.Globalization;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// From the post to the archive, whatever dies on the way: what people were told has happened is in the record once and in the
/// XML archive once, in order.
/// </summary>
/// <remarks>PCHAT_CRASH_ROUNDS and PCHAT_CRASH_SEED; tests/soak.sh is the long form.</remarks>
internal sealed class ChainTests
{
    private const int People = 8;

    [Test]
    public Task Embedded_everything_acknowledged_is_in_record_and_archive_once_whenever_the_server_is_killed()
    {
        var pool = new LoadPool(People);
        return RunAsync("embedded", pool, () => Task.FromResult<Chain>(new EmbeddedChain(pool.Data)));
    }

    [Test]
    public Task With_a_broker_everything_acknowledged_is_in_record_and_archive_once_whichever_part_is_killed() =>
        RunAsync("broker", new LoadPool(People), async () => await BrokerChain.StartAsync());

    private static async Task RunAsync(string shape, LoadPool newPool, Func<Task<Chain>> start)
    {
        var rounds = Setting("PCHAT_CRASH_ROUNDS", 8);
        var seed = Setting("PCHAT_CRASH_SEED", Random.Shared.Next());
        var run = $"chain: shape={shape} rounds={rounds} seed={seed}";
        var began = Stopwatch.GetTimestamp();

        // Out is what a failure shows, Progress what a run shows that does not come to its end.
        void Say(string what) => TestContext.Progress.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{run} at={Stopwatch.GetElapsedTime(began).TotalSeconds:0}s {what}"));

        TestContext.Out.WriteLine(run);
        Say("begins");
        using var pool = newPool;
        await using var chain = await start();
        try
        {
            var lives = new ChainLives(pool, chain, new Random(seed), Say);
            var killed = await lives.LiveAsync(rounds);
            await FinishAsync(pool, chain, lives);

            var record = await chain.ReadRecordAsync();
            ChainCheck.CheckRecord(pool, lives.Ledger, lives.Deeds, record, run);
            var archive = ChainCheck.CheckArchive(chain, record, run);
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{killed} sent={lives.Ledger.SentCount} acknowledged={lives.Ledger.AcknowledgedCount} events={record.Count} "
                + $"archived={archive.Events} slices={archive.Head!.Slices} missing=0 doubled=0"));
        }
        catch
        {
            Say($"failed\n{await chain.ExplainAsync()}");
            throw;
        }
    }

    // What waits for a server that died is sent by the next.
    private static async Task FinishAsync(LoadPool pool, Chain chain, ChainLives lives)
    {
        await using (var last = await lives.StartServerAsync())
        {
            var end = default(EventPosition);
            await Eventually.HoldsAsync(
                async () => await chain.LastRecordedAsync() == (end = StoredPool.LastPositionOf(pool.Data)),
                () => $"not everything up to {end} is recorded\n{last.Said}\n{chain}");
            await last.KillAsync();
        }

        await chain.ExportAsync();
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
            ? int.Parse(value, CultureInfo.InvariantCulture)
            : otherwise;
}
