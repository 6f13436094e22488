using Npgsql;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>The PostgreSQL that the tests of the REST interface share; it starts with the first that runs on it.</summary>
[SetUpFixture]
public sealed class Databases
{
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(() => PostgresServer.StartAsync());

    /// <summary>A database with the schema of now: copies are had much sooner than migrations.</summary>
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    /// <summary>Settings that put a server on a database of its own, of the engine of the fixture that runs.</summary>
    internal static async Task<Dictionary<string, string>> SettingsAsync() =>
        EveryEngineAttribute.Current switch
        {
            StoreProvider.PostgreSql => SettingsFor(StoreProvider.PostgreSql, ConnectionTo(await CreateAsync())),
            StoreProvider.SqlServer => SettingsFor(StoreProvider.SqlServer, await SqlServer.CreateDatabaseAsync()),
            _ => [],
        };

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (Postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Postgres.Value).DisposeAsync();
        }

        await SqlServer.DropDatabasesAsync();
    }

    private static async Task<string> CreateAsync()
    {
        var template = await Template.Value;
        return await (await Postgres.Value).CreateDatabaseAsync(template);
    }

    // A server that starts on an empty database makes the schema.
    private static async Task<string> MakeTemplateAsync()
    {
        var server = await Postgres.Value;
        var name = await server.CreateDatabaseAsync();
        var settings = SettingsFor(StoreProvider.PostgreSql, ConnectionTo(name));
        await (await TestServer.StartAsync(settings)).DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        return name;
    }

    private static string ConnectionTo(string database) => $"{Postgres.Value.Result.ConnectionString(database)};Timeout=60";

    private static Dictionary<string, string> SettingsFor(StoreProvider engine, string connection) => new()
    {
        ["Store:Provider"] = $"{engine}",
        ["Store:ConnectionString"] = connection,

        // How long an answer may take is not what these tests are about.
        ["Store:BusyTimeoutSeconds"] = "300",
    };
}
