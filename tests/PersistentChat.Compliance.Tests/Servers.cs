using Microsoft.Data.Sqlite;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests;

/// <summary>
/// The servers that the whole test run shares; each starts with the first test that needs it. It stands above all folders
/// because NUnit runs it around the tests of its own namespace.
/// </summary>
[SetUpFixture]
public sealed class Servers
{
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(() => PostgresServer.StartAsync());
    private static readonly Lazy<Task<RabbitServer>> Rabbit = new(() => RabbitServer.StartAsync());

    /// <summary>The connection string of a new, empty database.</summary>
    internal static async Task<string> CreatePostgresDatabaseAsync()
    {
        var server = await Postgres.Value;
        return server.ConnectionString(await server.CreateDatabaseAsync());
    }

    internal static Task<RabbitServer> RabbitAsync() => Rabbit.Value;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        SqliteConnection.ClearAllPools();
        if (Postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Postgres.Value).DisposeAsync();
        }

        if (Rabbit is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Rabbit.Value).DisposeAsync();
        }
    }
}
