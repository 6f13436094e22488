using System.Text.Json;
using Npgsql;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>RabbitMQ, a worker and PostgreSQL, each a process that can die.</summary>
internal sealed class BrokerChain : Chain
{
    private readonly TempFolder _data = new();
    private readonly PostgresServer _postgres;
    private readonly RabbitServer _rabbit;
    private readonly BrokerOptions _broker;
    private readonly string _connection;
    private WorkerChild _worker;

    private BrokerChain(PostgresServer postgres, RabbitServer rabbit, string database)
    {
        (_postgres, _rabbit, _connection) = (postgres, rabbit, postgres.ConnectionString(database));
        _broker = rabbit.Options("events");
        _broker.Timeout = TimeSpan.FromSeconds(15);
        _worker = StartWorker();
        Parts = new Dictionary<string, Func<Task>>
        {
            ["worker"] = KillWorkerAsync,
            ["database"] = async () =>
            {
                await postgres.KillAsync();
                await postgres.LaunchAsync();
            },
            ["broker"] = async () =>
            {
                await rabbit.KillAsync();
                await rabbit.LaunchAsync();
            },
        };
    }

    public override IReadOnlyList<string> ServerSettings =>
    [
        "Compliance:Mode=On",
        $"Compliance:Broker:Host={_broker.Host}",
        $"Compliance:Broker:Port={_broker.Port}",
        $"Compliance:Broker:Queue={_broker.Queue}",
        $"Compliance:Broker:Timeout={_broker.Timeout}",
        "Compliance:Relay:LongestRetryDelay=00:00:01",
    ];

    public override IReadOnlyDictionary<string, Func<Task>> Parts { get; }

    public override string Folder => _data.Path;

    /// <summary>What the worker of now has used until now.</summary>
    public TimeSpan WorkerCpu => _worker.Cpu;

    public static async Task<BrokerChain> StartAsync()
    {
        var postgres = await PostgresServer.StartAsync();
        return new BrokerChain(postgres, await RabbitServer.StartAsync(), await postgres.CreateDatabaseAsync());
    }

    public override Task<IReadOnlyList<ComplianceEvent>> ReadRecordAsync() => ReadRecordAsync(_connection);

    public override async Task<EventPosition> LastRecordedAsync()
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Epoch\", \"Number\" FROM \"Record\" ORDER BY \"Epoch\" DESC, \"Number\" DESC LIMIT 1";
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? new EventPosition(row.GetInt64(0), row.GetInt64(1)) : default;
    }

    /// <summary>The whole record of a database, in order.</summary>
    public static async Task<IReadOnlyList<ComplianceEvent>> ReadRecordAsync(string connectionString)
    {
        var events = new List<ComplianceEvent>();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Event\" FROM \"Record\" ORDER BY \"Epoch\", \"Number\"";
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            events.Add(JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(0), ComplianceJson.Default.ComplianceEvent)!);
        }

        return events;
    }

    // Every start of a worker makes the adapters run.
    public override async Task ExportAsync()
    {
        await KillWorkerAsync();
        await ArchivedAsync(CountTransitAsync);
    }

    public override string ToString() => _worker.Said;

    public override async Task<string> ExplainAsync() => $"{_worker.Said}\n{await _rabbit.ExplainAsync()}";

    public override async ValueTask DisposeAsync()
    {
        _worker.Dispose();
        await _rabbit.DisposeAsync();
        await _postgres.DisposeAsync();
        _data.Dispose();
    }

    private WorkerChild StartWorker() =>
        WorkerChild.Start(ComplianceStoreProvider.PostgreSql, _connection, _broker, _data.Path);

    private async Task KillWorkerAsync()
    {
        await _worker.KillAsync();
        _worker.Dispose();
        _worker = StartWorker();
    }

    private async Task<long> CountTransitAsync()
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM \"Transit\"";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
