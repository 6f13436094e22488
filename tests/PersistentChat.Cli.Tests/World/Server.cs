using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
    public string Sip => $"tcp:{WhereIs("sip")}";

    /// <summary><c>tls:address:port</c></summary>
    public string Tls => $"tls:{WhereIs("tls")}";

    public string Web => WhereIs("web");

    /// <summary>Whom to trust to trust it, PEM.</summary>
    public string Authority => Path.Combine(Folder, "server.crt");

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

    /// <param name="scheme">How people sign in.</param>
    public static async Task<Server> StartAsync(string scheme)
    {
        var folder = Directory.CreateTempSubdirectory("pchat-cli-").FullName;
        var seed = Path.Combine(folder, "seed.json");
        await File.WriteAllTextAsync(seed, Seed);
        WriteCertificate(folder);
        var server = new Server(folder, ChildProcess.Start(
            Program,
            [
                "--seed", seed, "--sip", "127.0.0.1:0", "--web", "127.0.0.1:0", "--tls", "127.0.0.1:0",
                "--set", $"Server:Certificate={Path.Combine(folder, "server.crt")}", "--set", $"Server:CertificateKey={Path.Combine(folder, "server.key")}",
                "--set", $"Server:LoopbackAuthentication={scheme}", "--set", "Compliance:Mode=Off",
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

    // For this address and by nobody else than itself.
    private static void WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(Path.Combine(folder, "server.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), key.ExportPkcs8PrivateKeyPem());
    }

    private string WhereIs(string listener) => Listener().Matches(_process.Output)
        .Single(match => match.Groups["name"].Value == listener).Groups["place"].Value;

    [GeneratedRegex("(?<=^ready .*)\\b(?<name>[a-z]+)=(?<place>\\S+)", RegexOptions.Multiline)]
    private static partial Regex Listener();
}
