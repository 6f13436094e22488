using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace PersistentChat.Compliance.Store;

/// <summary>Contexts for the compliance database, whichever engine has it, and its schema.</summary>
public sealed class ComplianceDatabase(IOptions<ComplianceStoreOptions> options) : IDbContextFactory<ComplianceDbContext>
{
    private readonly DbContextOptions<ComplianceDbContext> _context = Build(options.Value);

    public ComplianceDbContext CreateDbContext() => new(_context);

    /// <summary>Brings the schema up to date, or says that it is not.</summary>
    /// <exception cref="ComplianceStoreException">It is not, and may not be brought there.</exception>
    public async Task OpenAsync(CancellationToken ct)
    {
        await using var db = CreateDbContext();
        if (options.Value.MigrateAtStart)
        {
            // Takes a lock of the engine's own: two workers may start at once.
            await db.Database.MigrateAsync(ct);
            return;
        }

        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count > 0)
        {
            throw new ComplianceStoreException(
                $"The compliance database lacks the migrations {string.Join(", ", pending)}: apply the script "
                + "db-migrations/mgccomp.ENGINE.sql or set Compliance:Store:MigrateAtStart");
        }
    }

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
            _ => throw new ComplianceStoreException($"{options.Provider} has no place here yet"),
        };
    }

    private static string Sqlite(ComplianceStoreOptions options) =>
        new SqliteConnectionStringBuilder(options.ConnectionString) { DefaultTimeout = options.CommandTimeoutSeconds }
            .ToString();
}
