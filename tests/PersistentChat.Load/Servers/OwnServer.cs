using PersistentChat.Load.Wire;

namespace PersistentChat.Load.Servers;

/// <summary>A server that is started for a run, on a free port of loopback, with a data folder of its own.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(2);

    private readonly ServerChild _child;
    private readonly DirectoryInfo _folder;

    private OwnServer(ServerChild child, DirectoryInfo folder, Target target)
    {
        (_child, _folder) = (child, folder);
        Target = target with { Address = (target.Tls is null ? child.Sip : child.Tls)! };
    }

    public int Id => _child.Id;

    /// <summary>What was asked for, with the address that it has.</summary>
    public Target Target { get; }

    /// <summary>What it said, for the message of a failure.</summary>
    public string Said => _child.Said;

    /// <param name="build">The folder with the server.</param>
    /// <param name="data">Its data folder, which stays; null: one that goes with it.</param>
    /// <param name="settings"><c>KEY=VALUE</c></param>
    /// <param name="target">Whom and what it has to know, and by which names.</param>
    /// <param name="needs">How many of them.</param>
    public static async Task<OwnServer> StartAsync(
        string build, string? data, IEnumerable<string> settings, Target target, Needs needs)
    {
        if (!File.Exists(Path.Combine(build, "PersistentChat.Server.dll")))
        {
            throw new LoadException($"There is no server in {build}: build it, or say where it is (--build, --server).");
        }

        var folder = Directory.CreateTempSubdirectory("pchat-load-");
        try
        {
            var file = Path.Combine(folder.FullName, "seed.json");
            await File.WriteAllTextAsync(file, Seed.For(target, needs));
            data ??= folder.CreateSubdirectory("data").FullName;
            var child = await ServerChild.StartAsync(data, file, [.. SettingsOf(target, needs), .. settings], build: build);
            return new OwnServer(child, folder, needs.Rest ? target with { Rest = await LetInAsync(child, data, target) } : target);
        }
        catch (InvalidOperationException ended)
        {
            folder.Delete(recursive: true);
            throw new LoadException(ended.Message);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <exception cref="LoadException">It did not stop as it should.</exception>
    public async Task StopAsync()
    {
        if (await _child.StopAsync(StopLimit) is not 0 and var code) { throw new LoadException($"The server ended with {code}: {Said}"); }
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<RestAccess> LetInAsync(ServerChild child, string data, Target target)
    {
        try
        {
            using var client = RestClient.BySocket(Path.Combine(data, "admin.sock"));
            var name = $"load {Guid.NewGuid():N}";
            var token = await client.PostAsync(
                "api/tokens", new { name, person = target.PersonUri(0), role = "administrator", expiresAt = DateTimeOffset.UtcNow.AddDays(1) });
            return new RestAccess(child.Web!, token.GetProperty("secret").GetString()!);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    private static string[] SettingsOf(Target target, Needs needs) =>
    [
        "Logging:LogLevel:Default=Warning",
        $"Rooms:Domain={target.Domain}",
        .. needs.Rest ? ["Server:Web=127.0.0.1:0"] : Array.Empty<string>(),
        .. target.Tls is null ? Array.Empty<string>() : ["Server:Tls=127.0.0.1:0"],
        .. target.Password is null ? Array.Empty<string>() : ["Server:LoopbackAuthentication=Digest"],
    ];
}
