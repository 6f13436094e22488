using System.Text.RegularExpressions;

namespace PersistentChat.Cli.Tests.World;

/// <summary>The server as the process that it is, with people and rooms, and a folder of its own that goes with it.</summary>
internal sealed partial class Server : IAsyncDisposable
{
    private const string Seed = """
        {
          "people": [
            { "uri": "sip:alice@example.com", "displayName": "Alice Arden", "password": "wonderland" },
            { "uri": "sip:bob@example.com", "displayName": "Bob Baker", "password": "builder" },
            { "uri": "sip:carol@example.com", "displayName": "Carol Cole", "password": "christmas" }
          ],
          "categories": [ { "name": "Example Inc.", "description": "Everybody", "allowed": ["sip:alice@example.com", "sip:bob@example.com", "sip:carol@example.com"] } ],
          "rooms": [
            { "name": "Lobby", "category": "Example Inc.", "privacy": "Open" },
            { "name": "Checkup", "category": "Example Inc.", "privacy": "Open" },
            {
              "name": "Town Hall", "category": "Example Inc.", "type": "Auditorium", "privacy": "Open",
              "members": ["sip:alice@example.com"], "presenters": ["sip:alice@example.com"]
            },
            { "name": "Board", "category": "Example Inc.", "privacy": "Secret", "members": ["sip:carol@example.com"] }
          ]
        }
        """;

    private readonly ChildProcess _process;

    private Server(string folder, ChildProcess process) => (Folder, _process) = (folder, process);

    /// <summary>Where it was started; its data is in <c>data</c>.</summary>
    public string Folder { get; }

    public string Socket => Path.Combine(Folder, "data", "admin.sock");

    /// <summary><c>tcp:address:port</c></summary>
    public string Sip => $"tcp:{ReadyLine().Match(_process.Output).Groups["sip"].Value}";

    public string Web => ReadyLine().Match(_process.Output).Groups["web"].Value;

    // From its own folder, built in the same way as these tests.
    private static string Program
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
            return Repository.PathOf(
                $"src/PersistentChat.Server/bin/{framework.Parent!.Name}/{framework.Name}/PersistentChat.Server.dll");
        }
    }

    public static async Task<Server> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("pchat-cli-").FullName;
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, Seed);
        var server = new Server(folder, ChildProcess.Start(
            Program,
            [
                "--seed", seed, "--sip", "127.0.0.1:0", "--web", "127.0.0.1:0", "--tls", "",
                "--set", "Server:LoopbackAuthentication=Digest", "--set", "Compliance:Mode=Off",
                "--set", "SignIn:FreeFailuresPerPerson=20", "--set", "SignIn:FreeFailuresPerAddress=1000",
            ],
            folder,
            new Dictionary<string, string>()));
        try
        {
            await server._process.SaysAsync("ready ");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [GeneratedRegex("^ready sip=(?<sip>\\S+) .*web=(?<web>\\S+)", RegexOptions.Multiline)]
    private static partial Regex ReadyLine();
}
