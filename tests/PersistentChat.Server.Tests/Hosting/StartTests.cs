using System.Diagnostics;
using System.Globalization;

namespace PersistentChat.Server.Tests.Hosting;

/// <summary>A start that cannot be is refused in a line that names what is wrong, and leaves nothing behind that listens.</summary>
internal sealed class StartTests
{
    private string _data = "";

    [SetUp]
    public void MakeDataFolder() => _data = Directory.CreateTempSubdirectory("pchat-start-").FullName;

    [TearDown]
    public void RemoveDataFolder() => Directory.Delete(_data, recursive: true);

    [TestCase("Rooms:ParticipantUpdateLimit=0", "Rooms:ParticipantUpdateLimit")]
    [TestCase("Rooms:SearchLimit=many", "Rooms:SearchLimit")]
    [TestCase("Rooms:Domain=", "Rooms:Domain")]
    [TestCase("Sip:Limits:IdleTimeout=00:00:10", "Sip:Limits:IdleTimeout")]
    [TestCase("Sip:Dialogs:SessionExpires=soon", "Sip:Dialogs:SessionExpires")]
    [TestCase("Journal:BatchSize=0", "Journal:BatchSize")]
    [TestCase("Chat:ServerInfoReplyId=rpl:other", "Chat:ServerInfoReplyId")]
    [TestCase("Xccos:Limits:MaxDepth=1", "Xccos:Limits:MaxDepth")]
    [TestCase("Presence:MaxPeoplePerSubscription=0", "Presence:MaxPeoplePerSubscription")]
    [TestCase("Pool:PoolUser=a b", "Pool:PoolUser")]
    [TestCase("Compliance:Mode=Sometimes", "Compliance:Mode")]
    [TestCase("Compliance:OnFailure=Panic", "Compliance:OnFailure")]
    [TestCase("Compliance:BlockAfter=00:00:00", "Compliance:BlockAfter")]
    [TestCase("Compliance:NoSuchSetting=1", "Compliance:NoSuchSetting")]
    [TestCase("Compliance:Relay:NoSuchSetting=1", "NoSuchSetting")]
    [TestCase("Compliance:Adapters:Xml:Type=", "Compliance:Adapters")]
    [TestCase("Compliance:Store:CommandTimeoutSeconds=0", "Compliance:Store:CommandTimeoutSeconds")]
    [TestCase("Chat:NoSuchSetting=1", "NoSuchSetting")]
    [TestCase("Rooms:NoSuchSetting=1", "NoSuchSetting")]
    [TestCase("Sip:Limits:NoSuchSetting=1", "NoSuchSetting")]
    [TestCase("NoSuchSection:Setting=1", "NoSuchSection:Setting")]
    [TestCase("Server:Sip=5060", "Server:Sip")]
    [TestCase("Server:Authentication=None", "Server:Authentication")]
    [TestCase("Server:Authentication=NTLM,Magic", "Server:Authentication")]
    [TestCase("Server:LoopbackAuthentication=Magic", "Server:LoopbackAuthentication")]
    [TestCase("Sip:Authentication:NewestVersion=2", "Sip:Authentication:OldestVersion")]
    [TestCase("Sip:Authentication:NewestVersion=5", "Sip:Authentication:NewestVersion")]
    [TestCase("Server:Authentication=Kerberos;Sip:Authentication:Keytab=/no/such/keytab", "/no/such/keytab")]
    [TestCase("Sip:Authentication:Realm=a\"b", "Sip:Authentication:Realm")]
    [TestCase("Server:Web=here", "Server:Web")]
    [TestCase("Server:TrustedFrontEnds=fe.example.com a/b", "Server:TrustedFrontEnds")]
    [TestCase("Server:FrontEndAuthorities=/no/such/file.pem", "Server:FrontEndAuthorities")]
    [TestCase("SignIn:MaxRemembered=1", "SignIn:MaxRemembered")]
    [TestCase("Sip:Digest:Algorithms=SHA-1", "Sip:Digest:Algorithms")]
    [TestCase("Server:WebOrigins=everybody", "Server:WebOrigins")]
    [TestCase("Server:WebHosts=a/b", "Server:WebHosts")]
    [TestCase("Sip:WebSocket:PingInterval=0", "Sip:WebSocket:PingInterval")]
    [TestCase("Server:WebTls=here", "Server:WebTls")]
    [TestCase("Browser:IdleTimeout=00:00:10", "Browser:IdleTimeout")]
    [TestCase("OpenId:Authority=http://login.example.com", "OpenId:Authority")]
    [TestCase("OpenId:Authority=https://login.example.com", "OpenId:ClientId")]
    [TestCase("Server:Certificate=/no/such/file.pem", "Server:Certificate")]
    [TestCase("Server:CertificateCheckInterval=00:00:00", "Server:CertificateCheckInterval")]
    [TestCase("Server:TlsHandshakeTimeout=01:00:00", "Server:TlsHandshakeTimeout")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string assignment, string named)
    {
        var (exitCode, output, error) = await RunAsync(
        [
            "--data", _data, "--sip", "127.0.0.1:0", "--web", "", "--tls",
            assignment.Contains("Certificate", StringComparison.Ordinal) || assignment.Contains("FrontEnd", StringComparison.Ordinal)
                ? "127.0.0.1:0"
                : "",
            .. assignment.Split(';').SelectMany(one => new[] { "--set", one }),
        ]);
        Assert.That(exitCode, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain(named));
        Assert.That(error, Does.Not.Contain("   at "), "no stack trace");
        Assert.That(output, Does.Not.Contain("ready"));
    }

    [Test]
    public async Task An_unknown_option_is_refused_with_its_name()
    {
        var (exitCode, output, error) = await RunAsync("--no-such-option");
        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(output + error, Does.Contain("--no-such-option"));
    }

    [TestCase("{ \"people\": [ { \"uri\": \"sip:Alice@example.com\", \"displayName\": \"A\" } ] }", "sip:Alice@example.com")]
    [TestCase("{ \"rooms\": [ { \"name\": \"R\", \"category\": \"C\" } ] }", "no category \"C\"")]
    [TestCase("{ \"peeple\": [] }", "peeple")]
    [TestCase("{", "cannot be read")]
    public async Task A_wrong_seed_file_stops_the_start_and_says_where(string json, string named)
    {
        var seed = Path.Combine(_data, "seed.json");
        await File.WriteAllTextAsync(seed, json);
        var (exitCode, _, error) = await RunAsync(
            "--data", _data, "--sip", "127.0.0.1:0", "--web", "", "--seed", seed);
        Assert.That(exitCode, Is.EqualTo(2), error);
        Assert.That(error, Does.Contain(named));
    }

    [Test]
    public async Task Help_names_every_option()
    {
        var (exitCode, output, _) = await RunAsync("--help");
        Assert.That(exitCode, Is.Zero);
        foreach (var option in new[] { "--demo", "--seed", "--data", "--sip", "--tls", "--web", "--domain", "--set" })
        {
            Assert.That(output, Does.Contain(option));
        }
    }

    [Test]
    public async Task Told_to_stop_in_the_middle_of_the_start_it_stops_without_a_fault()
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "PersistentChat.Server.dll"), "--data", _data, "--sip", "127.0.0.1:0", "--web", "", "--demo"])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        try
        {
            // It has begun to make its database; sign-ins, rooms and listeners come after that.
            var said = await process.StandardError.ReadLineAsync(limit.Token);
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            said += await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.That(process.ExitCode, Is.Zero, said);
            Assert.That(said, Does.Not.Contain("Unhandled exception"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PersistentChat.Server.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
