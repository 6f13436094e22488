using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PersistentChat.Server.Tests.RealClient;

/// <summary>A Kerberos realm of its own (EXAMPLE.COM): Debian's KDC on a loopback port, everything in a temporary folder.</summary>
internal sealed class Kdc : IAsyncDisposable
{
    public const string Host = "server.example.com";

    private const string Realm = "EXAMPLE.COM";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pchat-kdc-");
    private Process? _process;

    private Kdc() => Environment = new Dictionary<string, string>
    {
        ["KRB5_CONFIG"] = PathOf("krb5.conf"),
        ["KRB5_KDC_PROFILE"] = PathOf("kdc.conf"),

        // Nobody's tickets but those of the test.
        ["KRB5CCNAME"] = $"FILE:{PathOf("nobodys-cache")}",
        ["KRB5RCACHENAME"] = $"file2:{PathOf("replays")}",
    };

    /// <summary>What makes a process use this realm.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>The key of <c>sip/server.example.com</c>.</summary>
    public string Keytab => PathOf("server.keytab");

    /// <param name="people">Names and passwords.</param>
    public static async Task<Kdc> StartAsync(params (string Name, string Password)[] people)
    {
        var kdc = new Kdc();
        using var limit = new CancellationTokenSource(Limit);
        kdc.Configure(0);
        await kdc.RunAsync("kdb5_util", ["create", "-s", "-r", Realm, "-P", "master"], limit.Token);
        foreach (var (name, password) in people)
        {
            await kdc.RunAsync("kadmin.local", ["-r", Realm, "-q", $"addprinc -pw {password} {name}"], limit.Token);
        }

        await kdc.RunAsync("kadmin.local", ["-r", Realm, "-q", $"addprinc -randkey sip/{Host}"], limit.Token);
        await kdc.RunAsync("kadmin.local", ["-r", Realm, "-q", $"ktadd -k {kdc.Keytab} sip/{Host}"], limit.Token);
        while (!await kdc.TryServeAsync(limit.Token))
        {
            limit.Token.ThrowIfCancellationRequested();
        }

        return kdc;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void Configure(int port)
    {
        File.WriteAllText(PathOf("krb5.conf"), $$"""
            [libdefaults]
            default_realm = {{Realm}}
            dns_lookup_kdc = false
            dns_lookup_realm = false
            dns_canonicalize_hostname = false
            rdns = false
            udp_preference_limit = 1
            [realms]
            {{Realm}} = {
              kdc = 127.0.0.1:{{port}}
            }
            [domain_realm]
            .example.com = {{Realm}}
            """);
        File.WriteAllText(PathOf("kdc.conf"), $$"""
            [kdcdefaults]
            kdc_listen = ""
            kdc_tcp_listen = 127.0.0.1:{{port}}
            [realms]
            {{Realm}} = {
              database_name = {{PathOf("principal")}}
              key_stash_file = {{PathOf("stash")}}
              acl_file = {{PathOf("acl")}}
            }
            [logging]
            kdc = FILE:{{PathOf("kdc.log")}}
            """);
    }

    // Somebody else may be given the port between our looking and the KDC's taking it: then it ends, and another is tried.
    private async Task<bool> TryServeAsync(CancellationToken ct)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Configure(((IPEndPoint)free.LocalEndpoint).Port);
        }

        _process = Process.Start(Prepare("krb5kdc", ["-n", "-r", Realm, "-P", PathOf("pid")]))!;
        var port = int.Parse(File.ReadAllText(PathOf("krb5.conf")).Split("127.0.0.1:")[1].Split('\n')[0], null);
        while (!_process.HasExited)
        {
            using var probe = new TcpClient();
            try
            {
                await probe.ConnectAsync(IPAddress.Loopback, port, ct);
                return !_process.HasExited;
            }
            catch (SocketException)
            {
                await Task.Delay(50, ct);
            }
        }

        _process.Dispose();
        _process = null;
        return false;
    }

    private async Task RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var process = Process.Start(Prepare(program, arguments))!;
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var error = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        Assert.That(process.ExitCode, Is.Zero, $"{program} {string.Join(' ', arguments)}: {await output}{await error}");
    }

    private ProcessStartInfo Prepare(string program, string[] arguments)
    {
        var start = new ProcessStartInfo($"/usr/sbin/{program}", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
