using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Tests.World;

/// <summary>A database engine that is there; fixtures run once on each of <see cref="All"/>.</summary>
public sealed class Engine
{
    private readonly Func<TempFolder, Task<string>> _create;

    private Engine(ComplianceStoreProvider provider, Func<TempFolder, Task<string>> create) =>
        (Provider, _create) = (provider, create);

    public ComplianceStoreProvider Provider { get; }

    /// <summary>SQL Server only where somebody names one: there is none that could be started here.</summary>
    public static IEnumerable<Engine> All()
    {
        yield return new Engine(ComplianceStoreProvider.Sqlite, folder => Task.FromResult($"Data Source={folder.File("mgccomp.db")}"));
        yield return new Engine(ComplianceStoreProvider.PostgreSql, _ => Servers.CreatePostgresDatabaseAsync());
        if (Environment.GetEnvironmentVariable("PCHAT_TEST_SQLSERVER") is { Length: > 0 } server)
        {
            yield return new Engine(
                ComplianceStoreProvider.SqlServer, _ => Task.FromResult($"{server};Initial Catalog=t{Guid.NewGuid():N}"));
        }
    }

    /// <summary>A new database with the schema of now.</summary>
    internal async Task<ComplianceDatabase> CreateAsync(TempFolder folder)
    {
        var database = new ComplianceDatabase(Options.Create(await OptionsAsync(folder)));
        await database.OpenAsync(CancellationToken.None);
        return database;
    }

    /// <summary>A new database without a schema.</summary>
    internal async Task<ComplianceStoreOptions> OptionsAsync(TempFolder folder) => new()
    {
        Provider = Provider,
        ConnectionString = await _create(folder),
    };

    public override string ToString() => Provider.ToString();
}
