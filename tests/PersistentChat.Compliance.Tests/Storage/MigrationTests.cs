using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Storage;

/// <summary>Model, migrations and scripts of the compliance database say the same, for every engine.</summary>
public sealed partial class MigrationTests
{
    [TestCase(ComplianceStoreProvider.Sqlite, "Data Source=none.db")]
    [TestCase(ComplianceStoreProvider.PostgreSql, "Host=none")]
    [TestCase(ComplianceStoreProvider.SqlServer, "Server=none")]
    public async Task Model_migrations_and_script_are_one(ComplianceStoreProvider provider, string connection)
    {
        await using var db = Context(provider, connection);
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Run db-migrations/add NAME mgccomp");
        var options = provider is ComplianceStoreProvider.Sqlite
            ? MigrationsSqlGenerationOptions.Default
            : MigrationsSqlGenerationOptions.Idempotent;
        var current = db.GetService<IMigrator>().GenerateScript(options: options);
        Assert.That(Lines(await ScriptAsync(provider)), Is.EqualTo(Lines(current)), "Run db-migrations/add");
    }

    [TestCaseSource(typeof(Engine), nameof(Engine.All))]
    public async Task The_script_makes_a_database_that_is_taken_as_it_is(Engine engine)
    {
        using var folder = new TempFolder();
        var options = await engine.OptionsAsync(folder);
        options.MigrateAtStart = false;
        var database = new ComplianceDatabase(Options.Create(options));
        if (engine.Provider is not ComplianceStoreProvider.SqlServer)
        {
            var refused = Assert.ThrowsAsync<ComplianceStoreException>(() => database.OpenAsync(CancellationToken.None));
            Assert.That(refused!.Message, Does.Contain("Compliance:Store:MigrateAtStart"));
            await using var db = database.CreateDbContext();
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = await ScriptAsync(engine.Provider);
            await command.ExecuteNonQueryAsync();
        }

        Assert.DoesNotThrowAsync(() => database.OpenAsync(CancellationToken.None));
    }

    [Test]
    public void A_build_without_the_whole_client_of_SQL_Server_says_so()
    {
        var database = new ComplianceDatabase(Options.Create(new ComplianceStoreOptions
        {
            Provider = ComplianceStoreProvider.SqlServer,
            ConnectionString = "Server=none;Connect Timeout=1",
        }));
        var refused = Assert.CatchAsync(() => database.OpenAsync(CancellationToken.None));
#if !FULL_SQLCLIENT
        Assert.That(refused!.Message, Does.Contain("FullSqlClient=true"));
#endif
    }

    [Test]
    public async Task The_script_for_SQL_Server_is_Transact_SQL()
    {
        // What EF Core wraps in EXEC(N'…') is looked at without that, which the parser does not know.
        var script = ExecutedText().Replace(
            await ScriptAsync(ComplianceStoreProvider.SqlServer), match => match.Groups["text"].Value.Replace("''", "'"));
        using var folder = new TempFolder();
        var file = folder.File("mgccomp.sql");
        await File.WriteAllTextAsync(file, script);
        await Child.RunAsync("sqlfluff", ["parse", "--dialect", "tsql", file]);

        await File.WriteAllTextAsync(file, script.Replace("CREATE TABLE [Record] (", "CREATE TABEL [Record] ("));
        Assert.CatchAsync(() => Child.RunAsync("sqlfluff", ["parse", "--dialect", "tsql", file]), "It takes anything");
    }

    [GeneratedRegex(@"EXEC\(N'(?<text>([^']|'')*)'\)")]
    private static partial Regex ExecutedText();

    private static ComplianceDbContext Context(ComplianceStoreProvider provider, string connection) => new ComplianceDatabase(
        Options.Create(new ComplianceStoreOptions { Provider = provider, ConnectionString = connection })).CreateDbContext();

    private static Task<string> ScriptAsync(ComplianceStoreProvider provider) =>
        File.ReadAllTextAsync(Repository.PathOf($"db-migrations/mgccomp.{Engines(provider)}.sql"));

    private static string Engines(ComplianceStoreProvider provider) => provider switch
    {
        ComplianceStoreProvider.Sqlite => "sqlite",
        ComplianceStoreProvider.PostgreSql => "postgresql",
        _ => "sqlserver",
    };

    private static string[] Lines(string text) => text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
}
