using System.Collections.Concurrent;
using Microsoft.Data.SqlClient;

namespace PersistentChat.Rooms.Tests.World;

/// <summary>The SQL Server that PCHAT_TEST_SQLSERVER names by a connection string, if it does.</summary>
internal static class SqlServer
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("PCHAT_TEST_SQLSERVER");

    private static readonly ConcurrentBag<string> Databases = [];

    public static bool IsThere => !string.IsNullOrEmpty(Server);

    /// <summary>A new database without a schema, as a server of ours wants it; how to get there is given back.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Guid.NewGuid():N}";
        await RunAsync($"CREATE DATABASE [{name}]");
        Databases.Add(name);
        await RunAsync($"ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON");
        return new SqlConnectionStringBuilder(Server) { InitialCatalog = name, MaxPoolSize = 5 }.ToString();
    }

    public static async Task DropDatabasesAsync()
    {
        foreach (var name in Databases)
        {
            await RunAsync($"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}]");
        }
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new SqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
