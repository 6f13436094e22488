using System.Globalization;
using Npgsql;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>
/// A PostgreSQL of the test run's own (Debian's package): on loopback, in a temporary folder, fsync on. It refuses to
/// run as root, so root hands it to the account <c>postgres</c>.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("compliance-pg-").FullName;
    private readonly int _port = Child.FreePort();
    private readonly string? _password;
    private Child? _server;

    private PostgresServer(string? password) => _password = password;

    private string Data => Path.Combine(_folder, "data");

    /// <param name="password">Of its account. Null: everybody on this machine is believed.</param>
    public static async Task<PostgresServer> StartAsync(string? password = null)
    {
        var server = new PostgresServer(password);
        var passwordFile = Path.Combine(server._folder, "password");
        await File.WriteAllTextAsync(passwordFile, password ?? "none");
        if (Environment.IsPrivilegedProcess)
        {
            await Child.RunAsync("chown", ["-R", "postgres", server._folder]);
        }

        // No sync of what initdb writes: an empty cluster is no loss. The server itself syncs.
        await RunAsync("initdb", "-D", server.Data, "-U", "postgres", "-A", password is null ? "trust" : "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--locale=C", "--no-sync");
        await server.LaunchAsync();
        return server;
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "postgres",
        Password = _password,
        Database = database,
        Timeout = 30,
        MaxPoolSize = 20,

        // Every database of a test has a pool, and all of them the same server.
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 1,
    }.ToString();

    /// <summary>A new database, empty or like another one that nobody uses; its name is given back.</summary>
    public async Task<string> CreateDatabaseAsync(string like = "template1")
    {
        var name = $"t{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Timeout=60;Command Timeout=300");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE DATABASE {name} TEMPLATE {like}";
        await command.ExecuteNonQueryAsync();
        return name;
    }

    /// <summary>Power off: SIGKILL to the server and all its processes.</summary>
    public Task KillAsync() => _server!.KillAsync();

    public async Task LaunchAsync()
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                // What is left of a killed one may keep its shared memory for a moment; then this one ends at once.
                if (_server is null or { HasEnded: true })
                {
                    _server?.Dispose();
                    File.Delete(Path.Combine(Data, "postmaster.pid"));
                    var (program, arguments) = AsPostgres("postgres", [
                        "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _folder,
                        "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400", "-c", "shared_buffers=16MB"]);
                    _server = Child.Start(program, arguments);
                }

                await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                await connection.OpenAsync();
                return true;
            },
            () => $"PostgreSQL does not start: {_server?.Said}");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is not null)
        {
            await KillAsync();
            _server.Dispose();
        }

        TempFolder.Delete(_folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (file, all) = AsPostgres(program, arguments);
        await Child.RunAsync(file, all);
    }

    private static (string Program, string[] Arguments) AsPostgres(string program, string[] arguments)
    {
        var versions = Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal);
        var file = Path.Combine(versions.Last(), "bin", program);

        // setpriv becomes the program, so that the process that is killed is the server and nothing in front of it.
        return Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", file, .. arguments])
            : (file, arguments);
    }
}
