namespace PersistentChat.Load.Workloads;

/// <summary>Words in ten rooms with much history: frequent, seldom and nearly unique ones, and one that nobody has said.</summary>
internal static class WordSearch
{
    private const int Rooms = 10;
    private const int Readers = 20;
    private const int Shown = 20;

    private static readonly (string Word, int Every)[] Words = [.. Archive.Marked, ("ashwood", int.MaxValue)];

    public static Needs Needs(int size) => new(Readers, Rooms);

    public static async Task RunAsync(LoadRun run)
    {
        await using var crowd = new Crowd(run);
        await crowd.SignInAsync(Readers);
        var perRoom = run.Size / Rooms;
        await Archive.FillAsync(run, [.. crowd.People.Take(Rooms)], perRoom);
        Guid[] rooms = [.. Enumerable.Range(0, Rooms).Select(run.Target.RoomId)];

        var reader = crowd.People[Rooms];
        foreach (var word in Words)
        {
            var asked = await Questions.AskAsync(run, [reader], (person, _) => SearchAsync(person, word));
            var which = word.Every == int.MaxValue ? "in none" : $"in one of {word.Every}";
            run.AddDelays($"a word {which}", asked.Delays);
        }

        var all = await Questions.AskAsync(run, crowd.People, (person, n) => SearchAsync(person, Words[n % Words.Length]));
        run.Add("20 readers, replies", all.PerSecond, "/s");
        run.AddDelays("20 readers, delay", all.Delays);
        run.Add("server CPU per search", all.CpuPerQuestion, "us");
        run.AddCores(all.Spent);
        run.AddMemory();

        async Task<bool> SearchAsync(Person person, (string Word, int Every) word) =>
            await person.SearchAsync(rooms, word.Word, Shown) == Rooms * Math.Min(Shown, perRoom / word.Every);
    }
}
