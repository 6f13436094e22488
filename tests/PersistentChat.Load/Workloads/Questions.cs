using System.Diagnostics;
using PersistentChat.Load.Measuring;

namespace PersistentChat.Load.Workloads;

/// <summary>Clients that ask the server something, each again as soon as it is answered.</summary>
internal static class Questions
{
    /// <param name="askers">All of them ask at the same time.</param>
    /// <param name="ask">Asks once, the n-th time; false: the answer is wrong.</param>
    public static async Task<Asked> AskAsync<T>(LoadRun run, IReadOnlyList<T> askers, Func<T, int, Task<bool>> ask)
    {
        var delays = new Histogram();
        var meter = new Meter(run.Server);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(askers.Select(asker => Task.Run(async () =>
        {
            for (var n = 0; Stopwatch.GetElapsedTime(started) < run.Time; n++)
            {
                var asked = Stopwatch.GetTimestamp();
                var isRight = await ask(asker, n);
                delays.Add(Stopwatch.GetTimestamp() - asked);
                if (!isRight) { run.Ledger.Fail($"{asker} was not answered what is there"); }
            }
        })));
        return new Asked(delays, meter.Read());
    }

    /// <summary>What came of it.</summary>
    public sealed record Asked(Histogram Delays, Spent Spent)
    {
        public double PerSecond => Delays.Count / Spent.Time;

        /// <summary>Microseconds of the server's processor for each.</summary>
        public double? CpuPerQuestion => Spent.ServerCpu * 1e6 / Delays.Count;
    }
}
