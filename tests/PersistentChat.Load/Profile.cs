using PersistentChat.Load.Workloads;

namespace PersistentChat.Load;

/// <summary>Who and what has to be in the pool: people <c>u0</c>, <c>u1</c>, … and open rooms by number.</summary>
/// <param name="Rest">The REST interface too, and an administrator's token.</param>
internal sealed record Needs(int People, int Rooms, bool Rest = false);

/// <summary>A workload at a size.</summary>
/// <param name="Name">How it is asked for.</param>
/// <param name="What">In a few words.</param>
/// <param name="Size">Unless another is asked for.</param>
/// <param name="Seconds">Likewise.</param>
internal sealed record Profile(
    string Name, string What, int Size, double Seconds, Func<int, Needs> Needs, Func<LoadRun, Task> RunAsync)
{
    public static readonly IReadOnlyList<Profile> All =
    [
        new("room-100", "one room of 100 people", 100, 5, FanOut.Needs, FanOut.RunAsync),
        new("room-1000", "one room of 1,000 people", 1_000, 5, FanOut.Needs, FanOut.RunAsync),
        new("room-10000", "one room of 10,000 people", 10_000, 10, FanOut.Needs, FanOut.RunAsync),
        new("posts", "200 rooms of 30, 1,000 people who all post", 1_000, 3, ManyRooms.Needs, ManyRooms.RunAsync),
        new("joins", "1,000 people sign in and join 10 rooms each", 1_000, 1, JoinStorm.Needs, JoinStorm.RunAsync),
        new("history", "the last 50 of 100,000 messages", 100_000, 5, RecentHistory.Needs, RecentHistory.RunAsync),
        new("search", "words in 1,000,000 messages", 1_000_000, 5, WordSearch.Needs, WordSearch.RunAsync),
        new("idle", "memory of 1,000 people in 10 rooms each", 1_000, 60, IdlePeople.Needs, IdlePeople.RunAsync),
        new("connections", "15,000 people who stay", 15_000, 60, Connections.Needs, Connections.RunAsync),
        new("sample", "the original's sample deployment, 15,000 people", 15_000, 60, SampleDeployment.Needs, SampleDeployment.RunAsync),
        new("latency", "one room of 100 people at a fixed rate", 100, 10, FanOut.Needs, FanOut.RunAtRateAsync),
        new("rest", "20 clients of the REST interface and 1,000 rooms", 1_000, 5, Administration.Needs, Administration.RunAsync),
    ];
}
