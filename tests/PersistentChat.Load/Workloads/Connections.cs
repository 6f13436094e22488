using System.Diagnostics;

namespace PersistentChat.Load.Workloads;

/// <summary>
/// Many people with a connection each, in rooms of 30. In every room somebody posts, at the beginning and at the end, and
/// everybody there has to hear it; in between they stay, and keep their sessions.
/// </summary>
internal static class Connections
{
    private const int PerRoom = 30;

    // Within the 10 minutes after which a silent connection is idle.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(2);

    public static Needs Needs(int size) => new(size, (size + PerRoom - 1) / PerRoom);

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        var seating = new Seating(Enumerable.Range(0, run.Size).Select(person => new[] { person / PerRoom }));
        var started = Stopwatch.GetTimestamp();
        await crowd.EnterAsync(seating);
        run.Add("all are in after", Stopwatch.GetElapsedTime(started).TotalSeconds, "s");
        await TalkAsync("first");
        await HoldAsync(crowd, run.Time);
        await TalkAsync("second");
        if (crowd.LostCount > 0) { run.Ledger.Fail($"{crowd.LostCount} have lost their connection or dialog"); }
        run.AddMemory();
        if (run.Server.IsKnown) { run.Add("open files of the server", run.Server.OpenFiles()); }

        async Task TalkAsync(string which)
        {
            var talk = Stopwatch.GetTimestamp();
            await crowd.TalkAsync(seating);
            run.Add($"{which} post in every room, heard by all after", Stopwatch.GetElapsedTime(talk).TotalSeconds, "s");
        }
    }

    private static async Task HoldAsync(Crowd crowd, TimeSpan time)
    {
        do
        {
            var step = time < RefreshInterval ? time : RefreshInterval;
            await Task.Delay(step);
            await crowd.RefreshAsync();
            time -= step;
        }
        while (time > TimeSpan.Zero);
    }
}
