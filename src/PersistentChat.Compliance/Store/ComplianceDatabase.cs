using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Store;

/// <summary>Contexts for the compliance database, whichever engine has it, and its schema.</summary>
public sealed class ComplianceDatabase(IOptions<ComplianceStoreOptions> options)
    : IDbContextFactory<ComplianceDbContext>, IDisposable
{
#if FULL_SQLCLIENT
    private static bool HasSqlClient => true;
#else
    private static bool HasSqlClient => false;
#endif

    private readonly DbContextOptions<ComplianceDbContext> _context = Build(options.Value);

    private readonly SemaphoreSlim _opening = new(1);

    public ComplianceDbContext CreateDbContext() => new(_context);

    /// <summary>Brings the schema up to date, or says that it is not.</summary>
    /// <exception cref="ComplianceStoreException">It is not, and may not be brought there.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        if (options.Value.Provider is ComplianceStoreProvider.SqlServer && !HasSqlClient)
        {
            throw new ComplianceStoreException(
                "This build cannot use SQL Server: its client was cut to what the package source has. "
                + "Build with -p:FullSqlClient=true");
        }

        // Recorder and adapters of one process begin at the same time.
        await _opening.WaitAsync(ct);
        try
        {
            await MigrateAsync(ct);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task MigrateAsync(CancellationToken ct)
    {
        await using var db = CreateDbContext();
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count is 0)
        {
            return;
        }

        if (!options.Value.MigrateAtStart)
        {
            throw new ComplianceStoreException(
                $"The compliance database lacks the migrations {string.Join(", ", pending)}: apply the script "
                + "db-migrations/mgccomp.ENGINE.sql or set Compliance:Store:MigrateAtStart");
        }

        if (options.Value.Provider is ComplianceStoreProvider.Sqlite)
        {
            // EF Core's lock is a row there, which stays for ever when a process is killed in the middle; the file is one
            // process's. Other engines have a lock that goes with the connection, and two workers may start at once.
            await db.Database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        }

        await db.Database.MigrateAsync(ct);
    }

    public void Dispose() => _opening.Dispose();

    internal static string MigrationsAssembly(ComplianceStoreProvider provider) => $"PersistentChat.Migrations.{provider}";

    private static DbContextOptions<ComplianceDbContext> Build(ComplianceStoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new ComplianceStoreException($"{ComplianceStoreOptions.Section}:ConnectionString is missing");
        }

        var builder = new DbContextOptionsBuilder<ComplianceDbContext>();
        var migrations = MigrationsAssembly(options.Provider);
        return options.Provider switch
        {
            ComplianceStoreProvider.Sqlite => builder
                .UseSqlite(Sqlite(options), sqlite => sqlite.MigrationsAssembly(migrations))
                .AddInterceptors(new SqliteSettings(options))
                .Options,
            ComplianceStoreProvider.PostgreSql => builder
                .UseNpgsql(options.ConnectionString, npgsql => npgsql
                    .MigrationsAssembly(migrations)
                    .CommandTimeout(options.CommandTimeoutSeconds))
                .Options,
            ComplianceStoreProvider.SqlServer => builder
                .UseSqlServer(options.ConnectionString, server => server
                    .MigrationsAssembly(migrations)
                    .CommandTimeout(options.CommandTimeoutSeconds))
                .Options,
            _ => throw new ComplianceStoreException($"{options.Provider} is no engine"),
        };
    }

    private static string Sqlite(ComplianceStoreOptions options) =>
        new SqliteConnectionStringBuilder(options.ConnectionString) { DefaultTimeout = options.CommandTimeoutSeconds }
            .ToString();
}
