using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PersistentChat.Server.Tests.Crash;

namespace PersistentChat.Server.Tests.Load;

/// <summary>Many people with a connection each: all sign in, join a room, hear what is said there, and stay.</summary>
/// <remarks>PCHAT_CONNECTIONS, PCHAT_HOLD (seconds); tests/bench-connections.sh is the long form.</remarks>
internal sealed class ConnectionsTests
{
    private const int PeoplePerRoom = 30;

    // Rooms that fill at the same time, which is how many people sign in at once.
    private const int AtOnce = 50;

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pchat-connections-");

    [OneTimeTearDown]
    public void CleanUp() => _folder.Delete(recursive: true);

    [Test]
    public async Task Everybody_signs_in_joins_hears_and_stays()
    {
        var count = Setting("PCHAT_CONNECTIONS", 300);
        var hold = TimeSpan.FromSeconds(Setting("PCHAT_HOLD", 0));
        var rooms = Enumerable.Range(0, count).Chunk(PeoplePerRoom).Select((people, number) =>
            (Id: IdOf(number), People: people.Select(RoomOfPeople.AddressOf).ToArray())).ToArray();
        var seed = Path.Combine(_folder.FullName, "seed.json");
        await File.WriteAllTextAsync(seed, JsonSerializer.Serialize(new
        {
            people = rooms.SelectMany(room => room.People).Select(uri => new { uri, displayName = uri }),
            categories = new[] { new { name = "Load" } },
            rooms = rooms.Select(room => new { id = room.Id, name = $"{room.Id}", category = "Load", privacy = "Open" }),
        }));

        await using var server = await ServerChild.StartAsync(Path.Combine(_folder.FullName, "data"), seed, []);
        Say($"{rooms.Length} rooms of {PeoplePerRoom}, before anybody comes", server);
        var full = rooms.Select(room => new RoomOfPeople(room.Id, room.People)).ToArray();
        try
        {
            var watch = Stopwatch.StartNew();
            await Parallel.ForEachAsync(
                full, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (room, _) => await room.FillAsync(server.Sip));
            Say($"{count} people in after {watch.Elapsed.TotalSeconds:F0} s", server);

            await TalkAsync("first");
            await HoldAsync(full, hold);
            Say($"{hold.TotalSeconds:F0} s later, all sessions refreshed", server);
            await TalkAsync("second");
            Assert.That(full.Sum(room => room.LostCount), Is.Zero, server.Said);

            async Task TalkAsync(string text)
            {
                watch.Restart();
                await Task.WhenAll(full.Select(room => room.TalkAsync(text)));
                Say($"one post in every room heard by all {count} within {watch.Elapsed.TotalSeconds:F1} s", server);
            }
        }
        finally
        {
            await server.KillAsync();
            await Task.WhenAll(full.Select(async room => await room.DisposeAsync()));
        }
    }

    // Within the 10 minutes after which a silent connection is idle.
    private static async Task HoldAsync(RoomOfPeople[] rooms, TimeSpan time)
    {
        do
        {
            var step = time < RefreshInterval ? time : RefreshInterval;
            await Task.Delay(step);
            await Task.WhenAll(rooms.Select(room => room.RefreshAsync()));
            time -= step;
        }
        while (time > TimeSpan.Zero);
    }

    private static Guid IdOf(int number) => Guid.Parse($"8f1cb0a0-0200-4000-8000-{number:x12}");

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    private static void Say(string what, ServerChild server) => TestContext.Progress.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"connections: {what}; the server has {server.ResidentBytes / 1024 / 1024} MiB and {server.OpenFiles} open files"));
}
