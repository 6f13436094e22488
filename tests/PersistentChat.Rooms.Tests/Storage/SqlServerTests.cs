using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Migrations.SqlServer;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Tests.World;
using TempFolder = PersistentChat.Rooms.Tests.World.TempFolder;

namespace PersistentChat.Rooms.Tests.Storage;

/// <summary>What can be said of SQL Server without one; all else runs where there is one (<see cref="EveryEngineAttribute"/>).</summary>
public sealed partial class SqlServerTests
{
    [Test]
    public async Task Model_migrations_and_script_are_one()
    {
        await using var db = new DesignTimeFactory().CreateDbContext([]);
        Assert.That(db.Database.HasPendingModelChanges(), Is.False, "Run db-migrations/add NAME");
        var current = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Assert.That(Lines(await ScriptAsync()), Is.EqualTo(Lines(current)), "Run db-migrations/add");
    }

    [Test]
    public async Task The_script_is_Transact_SQL()
    {
        // The parser takes EXEC(N'…') for a text: that is looked at as a batch of its own. And it stumbles over NO ACTION,
        // which is what would hold without it.
        var batches = new List<string>();
        var script = ExecutedText().Replace((await ScriptAsync()).Replace(" ON DELETE NO ACTION", ""), match =>
        {
            batches.Add(match.Groups["text"].Value.Replace("''", "'"));
            return "SELECT 1";
        });
        var trigger = batches.Single(batch => batch.StartsWith("CREATE TRIGGER [MessageTermsKept]", StringComparison.Ordinal));
        await ParseAsync(string.Join("\nGO\n", batches.Prepend(script)));
        Assert.CatchAsync(() => ParseAsync(trigger.Replace("CROSS APPLY", "CROSS APLY")), "It takes anything");
    }

    [Test]
    public async Task What_the_journal_writes_past_EF_Core_is_Transact_SQL()
    {
        await using var db = new DesignTimeFactory().CreateDbContext([]);
        var said = new Listener();
        var rows = new JournalRows(db, new StatementQueue(db.Database.GetDbConnection(), [said]));
        var (now, position, id) = (DateTimeOffset.UnixEpoch, new EventPosition(1, 1), Guid.NewGuid());
        var present = new PresentRow { RoomId = id, JoinId = id, PersonId = id };
        rows.SetWriter(id, 1, now, position);
        rows.DeleteEventsBefore(position.Epoch);
        rows.DeleteEvents(position);
        rows.Delete([present]);
        rows.SetCounters(id, 1, 2, now);
        rows.Add([new MessageRow { RoomId = id, ChatId = 1, AuthorId = id, At = now }]);
        rows.Add([new ComplianceEvent { Id = id, Position = position, Kind = ComplianceEventKind.Chat, At = now }]);
        rows.Add([present]);
        Assert.CatchAsync(() => rows.RunAsync(null!, CancellationToken.None), "There is no server");
        Assert.That(said.Statements, Has.Count.EqualTo(8));
        await ParseAsync(string.Join(";\n", said.Statements) + ";\n");
    }

    [TestCase("Desk")]
    [TestCase("Desk ")]
    [TestCase(" ")]
    [TestCase("")]
    public void A_blank_at_the_end_of_a_key_is_kept_and_told_apart(string key)
    {
        var converter = new SqlServerModel.TrailingBlank();
        var stored = (string)converter.ConvertToProvider(key)!;
        Assert.That(stored, Does.Not.EndWith(" "), "SQL Server ignores it when it compares");
        Assert.That(converter.ConvertFromProvider(stored), Is.EqualTo(key));
    }

    [Test]
    public void A_build_without_the_whole_client_says_so()
    {
        using var folder = new TempFolder();
        var start = () => _ = TestPool.Create(
            folder.Path, ("Store:Provider", "SqlServer"), ("Store:ConnectionString", "Server=none;Connect Timeout=1")).Journal;
        if (SqlServerEngine.HasClient)
        {
            Assert.DoesNotThrow(() => start());
            return;
        }

        Assert.That(Assert.Throws<StoreException>(() => start())!.Message, Does.Contain("FullSqlClient=true"));
    }

    [GeneratedRegex(@"EXEC\(N'(?<text>([^']|'')*)'\)")]
    private static partial Regex ExecutedText();

    private static async Task ParseAsync(string sql)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "mgc.sql");
        await File.WriteAllTextAsync(file, sql);
        await Child.RunAsync("sqlfluff", ["parse", "--dialect", "tsql", file]);
    }

    private static Task<string> ScriptAsync() => File.ReadAllTextAsync(Repository.PathOf("db-migrations/mgc.sqlserver.sql"));

    private sealed class Listener : IStatementInterceptor
    {
        public List<string> Statements { get; } = [];

        public void Executing(string sql) => Statements.Add(sql);
    }

    private static string[] Lines(string text) => text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
}
