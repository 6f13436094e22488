using System.Text.Json;

namespace PersistentChat.Server.Tests.Sipp;

/// <summary>SIPp drives the server as it is in the field: 500 people with a connection and a dialog each, ten in every room.</summary>
internal sealed class SippTests
{
    private const int Rooms = 50;
    private const int PeoplePerRoom = 10;
    private const int People = Rooms * PeoplePerRoom;
    private const int PostsPerPerson = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("pchat-sipp-").FullName;

    [OneTimeTearDown]
    public void CleanUp()
    {
        // A test that failed keeps its folder: it is the only evidence there is.
        if (TestContext.CurrentContext.Result.FailCount == 0) { Directory.Delete(_folder, recursive: true); }
    }

    [Test]
    public async Task Five_hundred_dialogs_in_fifty_rooms_go_without_an_unexpected_message()
    {
        var seed = Path.Combine(_folder, "seed.json");
        await File.WriteAllTextAsync(seed, Seed());
        await using var server = await ServerChild.StartAsync(Path.Combine(_folder, "data"), seed, []);
        var sipp = new SippRun(_folder);

        await sipp.RunAsync(
            "tests/sipp/rooms.xml", server.Sip, [.. Enumerable.Range(0, People).Select(i => $"{Person(i)};{Room(i / PeoplePerRoom)};")], 100);

        Assert.That(sipp.ExitCode, Is.Zero, $"{_folder}\n{sipp.Errors}\n{server.Said}");
        Assert.Multiple(() =>
        {
            Assert.That(sipp.Errors, Is.Empty);
            Assert.That(sipp.MostAtOnce, Is.EqualTo(People), "all dialogs are open at once");
            Assert.That(sipp.Count("SuccessfulCall"), Is.EqualTo(People));
            Assert.That(sipp.Count("FailedCall"), Is.Zero);
            Assert.That(sipp.Count("Retransmissions"), Is.Zero);
            Assert.That(sipp.Count("OutOfCallMsgs"), Is.Zero);
            Assert.That(sipp.Count("DeadCallMsgs"), Is.Zero);

            // Everybody hears the answer to the join and every post in the room, one's own included; notices come on top.
            Assert.That(sipp.Count("AutoAnswered"), Is.GreaterThanOrEqualTo(People * (1 + (PeoplePerRoom * PostsPerPerson))));
        });
    }

    private static string Person(int number) => $"sip:person{number}@example.com";

    private static string Room(int number) => $"8f1cb0a0-0100-4000-8000-{number:x12}";

    private static string Seed() => JsonSerializer.Serialize(new
    {
        people = Enumerable.Range(0, People).Select(i => new { uri = Person(i), displayName = Person(i) }),
        categories = new[] { new { name = "Load" } },
        rooms = Enumerable.Range(0, Rooms).Select(i => new { id = Room(i), name = $"Room {i}", category = "Load", privacy = "Open" }),
    });
}
