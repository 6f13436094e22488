using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Storage;

/// <summary>A compliance database of an earlier schema is taken with all that is in it.</summary>
public sealed class UpgradeTests
{
    [TestCaseSource(typeof(Engine), nameof(Engine.All))]
    public async Task What_was_recorded_under_every_earlier_schema_is_there_after_the_upgrade(Engine engine)
    {
        foreach (var last in await EarlierAsync(engine))
        {
            using var folder = new TempFolder();
            using var database = new ComplianceDatabase(Options.Create(await engine.OptionsAsync(folder)));
            await using (var old = database.CreateDbContext())
            {
                await old.GetService<IMigrator>().MigrateAsync("Initial");
                await old.Database.ExecuteSqlRawAsync(Stored(engine.Provider));
                await old.GetService<IMigrator>().MigrateAsync(last);
            }

            await database.OpenAsync(CancellationToken.None);
            await using var db = database.CreateDbContext();
            var record = await db.Record.OrderBy(row => row.Number).ToListAsync();
            var cursor = await db.Cursors.SingleAsync();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(await db.Database.GetPendingMigrationsAsync(), Is.Empty, last);
                Assert.That(record.Select(row => row.Position), Is.EqualTo(new[] { new EventPosition(7, 1), new EventPosition(7, 2) }), last);
                Assert.That(
                    (record[0].Kind, record[0].At.UtcTicks, record[0].RoomUri, record[0].PersonUri, record[0].Fault),
                    Is.EqualTo(((ComplianceEventKind?)ComplianceEventKind.Chat, 50L, "ma-chan://example.com/desk", "sip:ann@example.com", (string?)null)),
                    last);
                Assert.That(record[0].Event, Is.EqualTo("{}"u8.ToArray()), last);
                Assert.That((record[1].Event, record[1].Fault), Is.EqualTo((Array.Empty<byte>(), "lost")), last);
                Assert.That(await db.Transit.Select(row => row.Number).SingleAsync(), Is.EqualTo(2), last);
                Assert.That((await db.Watermarks.SingleAsync()).Number, Is.EqualTo(2), last);
                Assert.That((cursor.Adapter, cursor.Position, cursor.Slice, cursor.Failures), Is.EqualTo(("xml", new EventPosition(7, 1), 3L, 4)), last);
            }
        }
    }

    private static async Task<string[]> EarlierAsync(Engine engine)
    {
        using var folder = new TempFolder();
        using var database = new ComplianceDatabase(Options.Create(await engine.OptionsAsync(folder)));
        await using var db = database.CreateDbContext();
        string[] earlier = [.. db.Database.GetMigrations().SkipLast(1)];
        Assert.That(earlier, Is.Not.Empty);
        return earlier;
    }

    // What the first schema could hold.
    private static string Stored(ComplianceStoreProvider engine)
    {
        var (json, nothing) = engine switch
        {
            ComplianceStoreProvider.Sqlite => ("x'7B7D'", "x''"),
            ComplianceStoreProvider.PostgreSql => ("'\\x7B7D'::bytea", "''::bytea"),
            _ => ("0x7B7D", "0x"),
        };
        return $"""
            INSERT INTO "Record" ("Epoch", "Number", "Kind", "At", "RoomUri", "PersonUri", "Event")
                VALUES (7, 1, 1, 50, 'ma-chan://example.com/desk', 'sip:ann@example.com', {json});
            INSERT INTO "Record" ("Epoch", "Number", "At", "Event", "Fault") VALUES (7, 2, 60, {nothing}, 'lost');
            INSERT INTO "Transit" ("Epoch", "Number") VALUES (7, 2);
            INSERT INTO "Watermarks" ("Epoch", "Number") VALUES (7, 2);
            INSERT INTO "Cursors" ("Adapter", "Epoch", "Number", "Slice", "Failures") VALUES ('xml', 7, 1, 3, 4);
            """;
    }
}
