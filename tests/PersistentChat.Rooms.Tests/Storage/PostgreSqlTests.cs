using Npgsql;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;
using TempFolder = PersistentChat.Rooms.Tests.World.TempFolder;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>What only PostgreSQL has: a setting of the whole server that loses data.</summary>
public sealed class PostgreSqlTests
{
    private string _connection = "";

    [SetUp]
    public async Task CreateDatabaseAsync()
    {
        var server = await Servers.PostgresAsync();
        _connection = server.ConnectionString(await server.CreateDatabaseAsync()) + ";Timeout=60;Pooling=false";
    }

    [Test]
    public async Task A_server_that_does_not_sync_is_refused_by_the_settings_name_unless_that_is_accepted()
    {
        try
        {
            await SetFsyncAsync("off");
            await using (var careful = Create())
            {
                var why = Assert.ThrowsAsync<StoreException>(() => careful.Journal.StartAsync(CancellationToken.None));
                Assert.That(why!.Message, Does.Contain("fsync=off").And.Contain("Store:AllowDataLoss"));
            }

            await using var careless = Create(("Store:AllowDataLoss", "true"));
            await careless.Journal.StartAsync(CancellationToken.None);
            await careless.PersonAsync("ann");
        }
        finally
        {
            await SetFsyncAsync("on");
        }
    }

    [Test]
    public void An_engine_without_a_connection_string_is_refused()
    {
        using var folder = new TempFolder();
        var why = Assert.Throws<StoreException>(() => _ = TestPool.Create(folder.Path, ("Store:Provider", "PostgreSql")).Journal);
        Assert.That(why!.Message, Does.Contain("Store:ConnectionString"));
    }

    private async Task SetFsyncAsync(string value)
    {
        await SqlAsync($"ALTER SYSTEM SET fsync = {value}");
        await SqlAsync("SELECT pg_reload_conf()");
        await Eventually.HoldsAsync(async () => await SqlAsync("SHOW fsync") is string now && now == value, () => "fsync stays as it is");
    }

    private async Task<object?> SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private TestPool Create(params (string Key, string Value)[] more) => TestPool.Create(
        null, [("Store:Provider", "PostgreSql"), ("Store:ConnectionString", _connection), .. more]);
}
