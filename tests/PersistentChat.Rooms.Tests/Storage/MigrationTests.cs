using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms.Tests.World;

namespace PersistentChat.Rooms.Tests.Storage;

[EveryEngine]
public sealed partial class MigrationTests
{
    [Test]
    public async Task The_model_has_no_changes_without_a_migration()
    {
        await using var pool = TestPool.Create();
        await using var db = pool.Read();
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Run db-migrations/add NAME");
    }

    [Test]
    public async Task The_sql_script_is_current()
    {
        await using var pool = TestPool.Create();
        await using var db = pool.Read();
        var current = db.GetService<IMigrator>().GenerateScript(options: db.Database.IsSqlite() ? default : MigrationsSqlGenerationOptions.Idempotent);
        var stored = await File.ReadAllTextAsync(ScriptFile());
        Assert.That(Lines(stored), Is.EqualTo(Lines(current)), "Run db-migrations/add");
    }

    [Test]
    public async Task The_sql_script_makes_a_database_that_the_server_takes()
    {
        await using var pool = TestPool.CreateBare();
        await using (var db = pool.Read())
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            foreach (var batch in Batches().Split(await File.ReadAllTextAsync(ScriptFile())))
            {
                command.CommandText = batch;
                await command.ExecuteNonQueryAsync();
            }
        }

        await pool.Journal.StartAsync(CancellationToken.None);
        await pool.PersonAsync("ann");
    }

    // What SQL Server's own tools send one after the other; other engines' scripts have no such lines.
    [GeneratedRegex("^GO$", RegexOptions.Multiline)]
    private static partial Regex Batches();

    private static string ScriptFile() =>
        Repository.PathOf($"db-migrations/mgc.{EveryEngineAttribute.Current.ToString().ToLowerInvariant()}.sql");

    private static string[] Lines(string text) => text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
}
