namespace PersistentChat.Load.Workloads;

/// <summary>What a person costs who says nothing: signed in, and then in ten rooms of fifty.</summary>
internal static class IdlePeople
{
    public static Needs Needs(int size) => JoinStorm.Needs(size);

    public static async Task RunAsync(LoadRun run)
    {
        var before = await MemoryAsync(run);
        await using var crowd = new Crowd(run);
        await crowd.SignInAsync(run.Size);
        var signedIn = await MemoryAsync(run);
        var seating = JoinStorm.SeatingOf(run.Size);
        await crowd.JoinAsync(seating);
        await crowd.SettleAsync();
        var joined = await MemoryAsync(run);

        run.Add("memory per person signed in", (signedIn - before) / run.Size, "KiB");
        run.Add("memory per person in ten rooms", (joined - before) / run.Size, "KiB");
        run.Add("memory of the server before", before / 1024, "MiB");
        await crowd.TalkAsync(seating);
    }

    /// <summary>
    /// KiB, when what was needed only on the way is gone: answers that may be asked for again (32 s), and garbage once the server has
    /// been quiet (<c>Memory:QuietFor</c>), before as well as after.
    /// </summary>
    private static async Task<double> MemoryAsync(LoadRun run)
    {
        if (!run.Server.IsKnown) { throw new LoadException("Memory can be seen only of a server on this machine (--pid)."); }
        await Task.Delay(run.Time);
        return run.Server.MemoryBytes() / 1024.0;
    }
}
