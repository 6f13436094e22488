using Microsoft.EntityFrameworkCore;
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
    private static readonly Lazy<Task<PostgresServer>> Postgres = new(() => PostgresServer.StartAsync());

    /// <summary>A database with the schema of now: copies are had much sooner than migrations.</summary>
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    internal static Task<PostgresServer> PostgresAsync() => Postgres.Value;

    /// <summary>
    /// Settings that put a pool on the engine of the fixture that runs. Whoever gives the same folder again gets the same
    /// database again.
    /// </summary>
    /// <param name="bare">Without a schema.</param>
    internal static IEnumerable<KeyValuePair<string, string?>> SettingsFor(string folder, bool bare)
    {
        yield return new("Store:DataFolder", folder);
        var engine = EveryEngineAttribute.Current;
        if (engine is StoreProvider.Sqlite)
        {
            yield break;
        }

        var note = Path.Combine(folder, "database");
        if (!File.Exists(note))
        {
            var create = engine is StoreProvider.PostgreSql ? () => CreateAsync(bare) : (Func<Task<string>>)SqlServer.CreateDatabaseAsync;
            File.WriteAllText(note, Task.Run(create).GetAwaiter().GetResult());
        }

        yield return new("Store:Provider", engine.ToString());
        yield return new("Store:ConnectionString", File.ReadAllText(note));

        // How long an answer may take is not what these tests are about.
        yield return new("Store:BusyTimeoutSeconds", "300");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await SqlServer.DropDatabasesAsync();
        if (Postgres is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await Postgres.Value).DisposeAsync();
        }
    }

    /// <summary>A new database; its connections do not outlive who uses them by long.</summary>
    private static async Task<string> CreateAsync(bool bare)
    {
        var server = await Postgres.Value;
        var name = bare ? await server.CreateDatabaseAsync() : await server.CreateDatabaseAsync(await Template.Value);
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString(name))
        {
            Timeout = 60,
            MaxPoolSize = 5,
            ConnectionIdleLifetime = 2,
            ConnectionPruningInterval = 1,
        };
        return connection.ToString();
    }

    private static async Task<string> MakeTemplateAsync()
    {
        var server = await Postgres.Value;
        var name = await server.CreateDatabaseAsync();
        var engine = new PostgreSqlEngine(new StoreOptions
        {
            Provider = StoreProvider.PostgreSql,
            ConnectionString = server.ConnectionString(name) + ";Timeout=60;Pooling=false",
            BusyTimeoutSeconds = 300,
        });
        var context = new DbContextOptionsBuilder<RoomDbContext>();
        engine.Use(context);
        await using var db = new RoomDbContext(context.Options);
        await db.Database.MigrateAsync();
        return name;
    }
}
