namespace PersistentChat.Load.Workloads;

/// <summary>
/// The load of the original's sample deployment: everybody is in twelve rooms of 30, two of 150, and one of all; 24 posts a
/// second, by kind of room as there (22.22, 1.67, 0.15). With 15,000 people these are 3,200 deliveries a second.
/// </summary>
internal static class SampleDeployment
{
    private const double PostsPerSecond = 24;

    /// <summary>People in a room, rooms of a person, posts per second in all such rooms.</summary>
    private static readonly (int PerRoom, int PerPerson, double Posts)[] Kinds =
        [(30, 12, 22.22), (150, 2, 1.67), (int.MaxValue, 1, 0.15)];

    public static Needs Needs(int size) => new(size, RangesOf(size).Sum(range => range.Count));

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        var ranges = RangesOf(run.Size);
        var seating = new Seating(Enumerable.Range(0, run.Size).Select(person => ranges.SelectMany((range, kind) =>
            Enumerable.Range(0, Kinds[kind].PerPerson).Select(k =>
                range.First + (int)((((long)person * Kinds[kind].PerPerson) + k) % range.Count)).Distinct())));
        await crowd.EnterAsync(seating);
        await crowd.SettleAsync();
        run.AddMemory();

        var random = new Random(2);
        var all = Kinds.Sum(kind => kind.Posts);
        var posting = new Posting(run, _ =>
        {
            var kind = random.NextDouble() * all is var x && x < Kinds[0].Posts ? 0 : x < all - Kinds[2].Posts ? 1 : 2;
            var room = ranges[kind].First + random.Next(ranges[kind].Count);
            return new Shot(crowd.People[seating.FirstIn(room)], run.Target.RoomId(room), seating.CountIn(room));
        });
        var phase = await posting.OpenAsync(PostsPerSecond, giveUp: int.MaxValue);
        run.MustKeepUp(phase);
        run.Add("deliveries", phase.DeliveriesPerSecond, "/s");
        run.Add("server", phase.Spent.ServerCpu / phase.Spent.Time * 100, "% of a core");
        run.AddDelays("delay", phase.Delays);
        run.AddCores(phase.Spent);
    }

    private static (int First, int Count)[] RangesOf(int size)
    {
        var first = 0;
        return
        [
            .. Kinds.Select(kind =>
            {
                var range = (First: first, Count: Math.Max(1, (int)((long)size * kind.PerPerson / kind.PerRoom)));
                first += range.Count;
                return range;
            }),
        ];
    }
}
