using System.Text.Json;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>The people and rooms that these tests work with, and the folder in which their server keeps them.</summary>
internal sealed class LoadPool : IDisposable
{
    public static readonly Guid[] Rooms =
    [
        new("8f1cb0a0-0011-4000-8000-000000000001"),
        new("8f1cb0a0-0012-4000-8000-000000000002"),
        new("8f1cb0a0-0013-4000-8000-000000000003"),
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory("pchat-load-").FullName;

    public LoadPool(int people)
    {
        People = [.. Enumerable.Range(1, people).Select(number => $"sip:person{number}@example.com")];
        var seed = new
        {
            people = People.Append(Witness).Select(uri => new { uri, displayName = uri }),
            categories = new[] { new { name = "Load" } },
            rooms = Rooms.Select((id, index) => new { id, name = $"Room {index + 1}", category = "Load", privacy = "Open" }),
        };
        File.WriteAllText(Seed, JsonSerializer.Serialize(seed));
    }

    /// <summary>Somebody who only reads.</summary>
    public static string Witness => "sip:witness@example.com";

    public IReadOnlyList<string> People { get; }

    public string Seed => Path.Combine(_directory, "seed.json");

    public string Data => Path.Combine(_directory, "data");

    public string PathOf(string name) => Path.Combine(_directory, name);

    /// <summary>A test that failed keeps its folder: it is the only evidence there is.</summary>
    public void Dispose()
    {
        if (TestContext.CurrentContext.Result.Outcome.Status is NUnit.Framework.Interfaces.TestStatus.Failed)
        {
            TestContext.Out.WriteLine($"kept for a look: {_directory}");
            return;
        }

        Directory.Delete(_directory, recursive: true);
    }
}
