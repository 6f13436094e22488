using System.Diagnostics;
using System.Globalization;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>
/// A pool of the shape of the original's sample deployment: a hundredth of it in every test run, all of it for
/// <c>tests/bench.sh rooms</c> (PCHAT_SAMPLE_SCALE=1), which shows what is measured here.
/// </summary>
public sealed class SampleDeploymentTests
{
    [Test]
    public async Task A_pool_of_the_originals_size_loads_finds_rooms_and_decides()
    {
        var scale = int.Parse(Environment.GetEnvironmentVariable("PCHAT_SAMPLE_SCALE") ?? "100", CultureInfo.InvariantCulture);
        using var folder = new TempFolder();
        await using (await TestPool.StartAsync(folder.Path))
        {
        }

        var sample = new SampleDeployment(scale);
        sample.Fill(Path.Combine(folder.Path, "mgc.db"));
        var started = Stopwatch.GetTimestamp();
        await using var pool = await TestPool.StartAsync(folder.Path);
        Say($"{sample.Rooms.Length} rooms, {sample.People.Length} people, {sample.Entries} entries: started in {Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, "
            + $"{GC.GetTotalMemory(forceFullCollection: true) >> 20} MiB of objects, {Environment.WorkingSet >> 20} MiB in memory");
        var now = pool.Committed;
        Assert.That(now.Rooms.Values.Sum(room => room.Roles.Count + room.GroupRoles.Count), Is.EqualTo(sample.Entries));

        var random = new Random(4711);
        var rooms = sample.Rooms.Select(id => now.Rooms[id]).ToArray();
        var people = sample.People.Select(id => now.People[id]).ToArray();
        Decide(now, rooms, people, random);
        Search(pool, people, random);
        await JoinAsync(pool, rooms, people, random);
    }

    private static void Decide(Pool pool, RoomSnapshot[] rooms, Person[] people, Random random)
    {
        var may = 0;
        var pairs = Enumerable.Range(0, 200_000).Select(_ => (Room: random.Next(rooms.Length), Person: random.Next(people.Length))).ToArray();
        for (var round = 0; round < 2; round++)
        {
            may = 0;
            var started = Stopwatch.GetTimestamp();
            foreach (var (room, person) in pairs)
            {
                may += RoomAccess.Check(Deed.Post, rooms[room], pool.StandingIn(rooms[room], people[person])) is null ? 1 : 0;
            }

            Say($"may X post, round {round}: {Stopwatch.GetElapsedTime(started).TotalMicroseconds / pairs.Length:F2} us each");
        }

        // A third of the rooms is open (but not if secret), and of the others nearly everybody is no member.
        Assert.That(may, Is.InRange(pairs.Length / 5, pairs.Length / 2));
    }

    private static void Search(TestPool pool, Person[] people, Random random)
    {
        var times = new List<double>();
        for (var i = 0; i < 400; i++)
        {
            var word = SampleDeployment.Words[i % SampleDeployment.Words.Length];
            var query = new RoomQuery { Text = i % 2 is 0 ? word : $"room {word}", Match = WordMatch.All, InDescription = i % 4 is 0 };
            var started = Stopwatch.GetTimestamp();
            var found = pool.Rooms.Search(people[random.Next(people.Length)], query);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.That(found, Is.Not.Empty);
        }

        Say($"room search: p50 {At(times, 0.5):F2} ms, p99 {At(times, 0.99):F2} ms");
    }

    private static async Task JoinAsync(TestPool pool, RoomSnapshot[] rooms, Person[] people, Random random)
    {
        var open = rooms.Where(room => room.Room.Privacy is RoomPrivacy.Open).ToArray();
        var times = new List<double>();
        for (var i = 0; i < 1000; i++)
        {
            var (room, person) = (open[random.Next(open.Length)], people[random.Next(people.Length)]);
            var started = Stopwatch.GetTimestamp();
            await pool.JoinAsync(person, room.Room);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        Say($"join: p50 {At(times, 0.5):F2} ms, p99 {At(times, 0.99):F2} ms");
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share));

    private static void Say(string line) => TestContext.Progress.WriteLine(line);
}
