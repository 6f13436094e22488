namespace PersistentChat.Load.Workloads;

/// <summary>The last 50 messages of a long room, over and over, by one person and by twenty.</summary>
internal static class RecentHistory
{
    private const int Readers = 20;
    private const int Last = 50;

    public static Needs Needs(int size) => new(Readers, 1);

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        await crowd.SignInAsync(Readers);
        await Archive.FillAsync(run, [crowd.People[0]], run.Size);
        var room = run.Target.RoomId(0);

        var one = await Questions.AskAsync(run, [crowd.People[1]], ReadAsync);
        var all = await Questions.AskAsync(run, crowd.People, ReadAsync);
        run.AddDelays("one reader, delay", one.Delays);
        run.Add("one reader, server CPU per reply", one.CpuPerQuestion, "us");
        run.Add("20 readers, replies", all.PerSecond, "/s");
        run.AddDelays("20 readers, delay", all.Delays);
        run.Add("20 readers, server CPU per reply", all.CpuPerQuestion, "us");
        run.AddCores(all.Spent);
        run.AddMemory();

        async Task<bool> ReadAsync(Person reader, int n)
        {
            var (count, last) = await reader.ReadHistoryAsync(room, Last);
            return count == Math.Min(Last, run.Size) && last >= run.Size;
        }
    }
}
