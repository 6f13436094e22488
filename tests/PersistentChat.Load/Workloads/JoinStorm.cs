using PersistentChat.Load.Measuring;

namespace PersistentChat.Load.Workloads;

/// <summary>Everybody comes at once: signs in and joins ten rooms with one command, and those in the rooms are told.</summary>
internal static class JoinStorm
{
    public const int PerPerson = 10;
    private const int PerRoom = 50;

    public static Needs Needs(int size) => new(size, Math.Max(PerPerson, size * PerPerson / PerRoom));

    public static Seating SeatingOf(int size) => Seating.Even(size, Needs(size).Rooms, PerPerson);

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        var seating = SeatingOf(run.Size);
        var meter = new Meter(run.Server);
        await crowd.EnterAsync(seating);
        var all = meter.Read();
        await crowd.SettleAsync();
        var settled = meter.Read();

        var joins = (double)run.Size * PerPerson;
        run.Add("joins", joins / all.Time, "/s");
        run.Add("people", run.Size / all.Time, "/s");
        run.Add("server CPU per join", settled.ServerCpu * 1e6 / joins, "us");
        run.AddDelays("signing in", crowd.SignIns);
        run.AddDelays("joining ten rooms", crowd.Joins);
        run.Add("told who came, times", run.Ledger.Notices);
        run.AddCores(all);
        run.AddMemory();
        await crowd.TalkAsync(seating);
    }
}
