namespace PersistentChat.Load.Workloads;

/// <summary>One room, and four of those in it post: how much it carries, and the delay at half of that.</summary>
internal static class FanOut
{
    private const int Senders = 4;

    // Deliveries on their way, and posts: enough to keep a server busy, few enough not to measure a queue.
    private const int OnTheirWay = 8000;
    private const int MostPosts = 80;

    public static Needs Needs(int size) => new(size, 1);

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        var posting = await FillRoomAsync(run, crowd);
        var window = Math.Clamp(OnTheirWay / run.Size, Senders, MostPosts);

        var most = await posting.ClosedAsync(window);
        run.Add("deliveries", most.DeliveriesPerSecond, "/s");
        run.Add("posts", most.PostsPerSecond, "/s");
        run.Add("server CPU per delivery", most.CpuPerDelivery, "us");
        run.Add("allocated per delivery", most.AllocatedPerDelivery, "B");
        run.AddDelays("delay", most.Delays);
        run.AddCores(most.Spent);
        run.AddMemory();

        var half = await posting.OpenAsync(Math.Max(1, most.PostsPerSecond / 2), giveUp: int.MaxValue);

        // Who was too busy even for that has no delay that says anything.
        if (!half.GaveUp) { run.AddDelays("delay at half that rate", half.Delays); }
    }

    /// <summary>The same at a rate that is given, so that servers can be compared with each other.</summary>
    public static async Task RunAtRateAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        var posting = await FillRoomAsync(run, crowd);
        var phase = await posting.OpenAsync(run.Rate / run.Size, giveUp: int.MaxValue);
        run.MustKeepUp(phase);
        run.Add("deliveries", phase.DeliveriesPerSecond, "/s");
        run.AddDelays("delay", phase.Delays);
        run.Add("delay at most", phase.Delays.Milliseconds(1), "ms");
        run.Add("the tool was late, p99", phase.Lag.Milliseconds(0.99), "ms");
        run.Add("server CPU per delivery", phase.CpuPerDelivery, "us");
        run.AddCores(phase.Spent);
    }

    private static async Task<Posting> FillRoomAsync(LoadRun run, Crowd crowd)
    {
        await crowd.EnterAsync(Seating.Even(run.Size, rooms: 1, perPerson: 1));
        await crowd.SettleAsync();
        var room = run.Target.RoomId(0);
        return new Posting(run, n => new Shot(crowd.People[(int)(n % Math.Min(Senders, run.Size))], room, run.Size));
    }
}
