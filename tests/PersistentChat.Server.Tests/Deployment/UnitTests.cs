using System.Net.Sockets;
using System.Text;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Deployment;

/// <summary>The units for systemd start what there is, with settings that there are, and the processes tell it when they serve.</summary>
internal sealed class UnitTests
{
    private static readonly string[] Units = ["persistent-chat", "persistent-chat-worker"];

    [TestCase("persistent-chat", "PersistentChat.Server", "Server__Secrets", null)]
    [TestCase("persistent-chat-worker", "PersistentChat.ComplianceWorker", "Worker__Secrets", "Worker__DataFolder")]
    public void It_starts_a_program_of_ours_in_a_folder_that_only_the_program_enters(string unit, string project, string secrets, string? dataSetting)
    {
        var lines = Repository.Read($"deploy/systemd/{unit}.service").Split('\n');
        string[] Of(string key) => [.. lines.Where(line => line.StartsWith($"{key}=", StringComparison.Ordinal)).Select(line => line[(key.Length + 1)..])];
        var start = Of("ExecStart").Single().Split(' ');
        Assert.That(Directory.Exists(Repository.PathOf($"src/{project}")), Is.True);
        Assert.That((start[0], Path.GetFileName(start[1])), Is.EqualTo(("/usr/bin/dotnet", $"{project}.dll")));
        Assert.That(Of("Type"), Is.EqualTo(new[] { "notify" }));
        Assert.That((Of("StateDirectoryMode").Single(), Of("UMask").Single()), Is.EqualTo(("0700", "0077")));

        var folder = $"/var/lib/{Of("StateDirectory").Single()}";
        var environment = Of("Environment").Select(it => it.Split('=', 2)).ToDictionary(it => it[0], it => it[1]);
        Assert.That(environment.Keys, Is.EquivalentTo(new[] { secrets, dataSetting }.OfType<string>()));
        if (dataSetting is not null)
        {
            Assert.That(environment[dataSetting], Is.EqualTo(folder));
            return;
        }

        var line = CommandLine.Parse(start[2..], out _);
        Assert.That(line!.Settings, Is.EqualTo(new Dictionary<string, string?> { ["Store:DataFolder"] = folder }));
    }

    [TestCaseSource(nameof(Units))]
    public async Task Systemd_has_nothing_to_say_against_it(string unit)
    {
        using var folder = new TempFolder();
        Assert.That(await VerifyAsync(folder, unit, text => text), Is.Empty);
        Assert.That(await VerifyAsync(folder, unit, text => text.Replace("NoNewPrivileges", "NoNewPrivilege", StringComparison.Ordinal)),
            Does.Contain("NoNewPrivilege"), "it would say so");
    }

    [Test]
    public async Task The_server_tells_its_service_manager_when_it_serves_and_when_it_stops()
    {
        using var pool = new LoadPool(people: 1);
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var file = pool.PathOf("notify");
        manager.Bind(new UnixDomainSocketEndPoint(file));
        await using var server = await ServerChild.StartAsync(
            pool.Data, pool.Seed, ["Compliance:Mode=Off"], environment: new Dictionary<string, string> { ["NOTIFY_SOCKET"] = file });
        Assert.That(await ToldAsync(manager), Is.EqualTo("READY=1"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(File.GetUnixFileMode(pool.Data), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }

        var stopping = server.StopAsync(TimeSpan.FromSeconds(90));
        Assert.That(await ToldAsync(manager), Is.EqualTo("STOPPING=1"));
        Assert.That(await stopping, Is.Zero, server.Said);
    }

    private static async Task<string> ToldAsync(Socket manager)
    {
        var buffer = new byte[256];
        return Encoding.ASCII.GetString(buffer, 0, await manager.ReceiveAsync(buffer, Patience.Token));
    }

    /// <summary>What systemd says of a unit; its programs, account and page are those of a machine on which it is installed.</summary>
    private static async Task<string> VerifyAsync(TempFolder folder, string unit, Func<string, string> change)
    {
        var text = Repository.Read($"deploy/systemd/{unit}.service")
            .Replace("/usr/bin/dotnet", "/bin/true", StringComparison.Ordinal)
            .Replace("=pchat\n", "=root\n", StringComparison.Ordinal)
            .Replace("file:///opt", "https://example.com", StringComparison.Ordinal);
        var file = folder.File($"{unit}.service");
        await File.WriteAllTextAsync(file, change(text));
        using var verifying = Child.Start("systemd-analyze", ["verify", "--man=no", file]);
        await verifying.EndedAsync();
        return verifying.Said.Trim();
    }
}
