using System.Diagnostics;

namespace PersistentChat.Load.Workloads;

/// <summary>
/// Rooms of 30, everybody is in six of them and posts, all at the same rate: the highest rate at which 99 of 100 deliveries
/// come within 250 ms and none is missing.
/// </summary>
internal static class ManyRooms
{
    private const int PerPerson = 6;
    private const int PerRoom = 30;
    private const double LimitMs = 250;
    private const double Step = 1.1;
    private const int OnTheirWay = 8000;
    private const int MostOfOne = 100;

    public static Needs Needs(int size) => new(size, Math.Max(1, size * PerPerson / PerRoom));

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        var seating = Seating.Even(run.Size, Needs(run.Size).Rooms, PerPerson);
        await crowd.EnterAsync(seating);
        await crowd.SettleAsync();

        // Everybody has a turn in each period, at a moment of its own.
        var random = new Random(1);
        var turns = Enumerable.Range(0, run.Size).Select(person => (Person: person, Phase: random.NextDouble()))
            .OrderBy(turn => turn.Phase).ToArray();
        var posting = new Posting(run, n =>
        {
            var person = turns[n % run.Size].Person;
            var rooms = seating.RoomsOf(person);
            var room = rooms[(int)(n / run.Size % rooms.Count)];
            return new Shot(crowd.People[person], run.Target.RoomId(room), seating.CountIn(room));
        });

        var most = await posting.ClosedAsync(Math.Max(8, OnTheirWay / PerRoom));
        run.Add("posts, as fast as they are heard", most.PostsPerSecond, "/s");
        run.Add("server CPU per delivery", most.CpuPerDelivery, "us");
        run.Add("allocated per delivery", most.AllocatedPerDelivery, "B");
        run.AddCores(most.Spent);
        run.AddMemory();
        await FindHighestAsync(run, posting, turns, most.PostsPerSecond);
    }

    // By halves, on a grid of a tenth: between a fifth of what it does closed, and somewhat more than that.
    private static async Task FindHighestAsync(LoadRun run, Posting posting, (int Person, double Phase)[] turns, double closed)
    {
        var (low, high) = (-(int)(Math.Log(5) / Math.Log(Step)), (int)(Math.Log(2.8) / Math.Log(Step)));
        Phase? best = null;
        var highest = 0.0;
        while (high - low > 1 && run.Ledger.Failures.Count == 0)
        {
            var middle = (low + high) / 2;
            var rate = Math.Max(1, closed) * Math.Pow(Step, middle);
            var period = turns.Length / rate * Stopwatch.Frequency;
            var phase = await posting.OpenAsync(
                n => (long)(((n / turns.Length) + turns[n % turns.Length].Phase) * period), giveUp: Math.Min((int)(rate * 0.75) + 50, run.Size * MostOfOne));
            var isGood = !phase.GaveUp && phase.Delays.Milliseconds(0.99) < LimitMs;
            (low, high) = isGood ? (middle, high) : (low, middle);
            if (isGood && rate > highest) { (best, highest) = (phase, rate); }
        }

        // 0: not even a fifth of what it does closed is good.
        run.Add("posts, p99 < 250 ms", highest, "/s");
        if (best is null) { return; }
        run.Add("deliveries", best.DeliveriesPerSecond, "/s");
        run.AddDelays("delay there", best.Delays);
        run.Add("server CPU per delivery there", best.CpuPerDelivery, "us");
    }
}
