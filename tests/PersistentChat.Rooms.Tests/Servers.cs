using Npgsql;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests;

/// <summary>
/// The servers that the whole test run shares; each starts with the first test that needs it. It stands above all folders
/// because NUnit runs it around the tests of its own namespace.
/// </summary>
[SetUpFixture]
public sealed class Servers
{
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(PostgresServer.StartAsync);

    internal static Task<PostgresServer> PostgresAsync() => Postgres.Value;

    /// <summary>
    /// Settings that put a pool on the engine of the fixture that runs. Whoever gives the same folder again gets the same
    /// database again.
    /// </summary>
    internal static IEnumerable<KeyValuePair<string, string?>> SettingsFor(string folder)
    {
        yield return new("Store:DataFolder", folder);
        if (EveryEngineAttribute.Current is not StoreProvider.PostgreSql)
        {
            yield break;
        }

        var note = Path.Combine(folder, "database");
        if (!File.Exists(note))
        {
            File.WriteAllText(note, Task.Run(CreateAsync).GetAwaiter().GetResult());
        }

        yield return new("Store:Provider", nameof(StoreProvider.PostgreSql));
        yield return new("Store:ConnectionString", File.ReadAllText(note));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Postgres.Value).DisposeAsync();
        }
    }

    /// <summary>A new, empty database; its connections do not outlive who uses them by long.</summary>
    private static async Task<string> CreateAsync()
    {
        var server = await Postgres.Value;
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString(await server.CreateDatabaseAsync()))
        {
            Timeout = 60,
            MaxPoolSize = 5,
            ConnectionIdleLifetime = 2,
            ConnectionPruningInterval = 1,
        };
        return connection.ToString();
    }
}
