using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Storage;

/// <summary>A record that was begun with the first schema is taken by the newest with all that is in it, and goes on.</summary>
public sealed class UpgradeTests
{
    [TestCaseSource(typeof(Engine), nameof(Engine.All))]
    public async Task A_record_of_the_first_schema_is_taken_and_goes_on(Engine engine)
    {
        using var folder = new TempFolder();
        var database = new ComplianceDatabase(Options.Create(await engine.OptionsAsync(folder)));
        var (first, second) = (Events.Chat(7, 1), Events.Chat(7, 2));
        var bytes = first.Json.ToArray();
        await using (var old = database.CreateDbContext())
        {
            await old.GetService<IMigrator>().MigrateAsync("Initial");
            await old.Database.ExecuteSqlAsync($"INSERT INTO \"Record\" (\"Epoch\", \"Number\", \"Kind\", \"At\", \"Event\") VALUES (7, 1, 1, 100, {bytes})");
            await old.Database.ExecuteSqlAsync($"INSERT INTO \"Transit\" (\"Epoch\", \"Number\") VALUES (7, 1)");
            await old.Database.ExecuteSqlAsync($"INSERT INTO \"Watermarks\" (\"Epoch\", \"Number\") VALUES (7, 1)");
        }

        await database.OpenAsync(CancellationToken.None);
        var recorder = new Recorder(database, Options.Create(new RecorderOptions()), TimeProvider.System, NullLogger<Recorder>.Instance);
        var lease = await RecorderWorld.Office(database).TakeAsync(Recorder.LeaseName, CancellationToken.None);
        await recorder.RecordAsync(Events.Batch(first, second), lease, CancellationToken.None);

        await using var now = database.CreateDbContext();
        var rows = await now.Record.AsNoTracking().OrderBy(row => row.Number).ToListAsync();
        Assert.That(rows.Select(row => (row.Epoch, row.Number, row.Fault)), Is.EqualTo(new[] { (7L, 1L, (string?)null), (7, 2, null) }));
        Assert.That((rows[0].Event, rows[1].Event), Is.EqualTo((bytes, second.Json.ToArray())), "byte for byte");
        Assert.That(await now.Transit.CountAsync(), Is.EqualTo(2), "what adapters have still to export");
    }
}
