using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using PersistentChat.Compliance.Tests.World;

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

    private readonly string _scheme;
    private ChildProcess? _process;

    private Server(string folder, string scheme) => (Folder, _scheme) = (folder, scheme);

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

    private string SeedFile => Path.Combine(Folder, "seed.json");

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
        var server = new Server(Directory.CreateTempSubdirectory("pchat-cli-").FullName, scheme);
        try
        {
            await File.WriteAllTextAsync(server.SeedFile, Seed);
            WriteCertificate(server.Folder);
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops it as a service manager does, and starts it again.</summary>
    public async Task RestartAsync()
    {
        _process!.Signal("TERM");
        await _process.EndAsync();
        _process.Dispose();
        await RunAsync();
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private Task RunAsync()
    {
        _process = ChildProcess.Start(
            Program,
            [
                "--seed", SeedFile, "--sip", "127.0.0.1:0", "--web", "127.0.0.1:0", "--tls", "127.0.0.1:0",
                "--set", $"Server:Certificate={Authority}", "--set", $"Server:CertificateKey={Path.Combine(Folder, "server.key")}",
                "--set", $"Server:LoopbackAuthentication={_scheme}",
                "--set", "SignIn:FreeFailuresPerPerson=20", "--set", "SignIn:FreeFailuresPerAddress=1000",
                "--set", "Compliance:Adapters:Xml:RunInterval=00:01:00",
            ],
            Folder,
            new Dictionary<string, string>());
        return _process.SaysAsync("ready ");
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

    private string WhereIs(string listener) => Listener().Matches(_process!.Output)
        .Single(match => match.Groups["name"].Value == listener).Groups["place"].Value;

    [GeneratedRegex("(?<=^ready .*)\\b(?<name>[a-z]+)=(?<place>\\S+)", RegexOptions.Multiline)]
    private static partial Regex Listener();
}
