using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Crash;

/// <summary>Every part between outbox and record dies at random, with its power cut, while events come.</summary>
public sealed class PipelineCrashTests
{
    private static readonly int Rounds = Number("PCHAT_CRASH_ROUNDS") ?? 8;
    private static readonly int Seed = Number("PCHAT_CRASH_SEED") ?? Random.Shared.Next();

    [Test]
    public async Task Every_event_is_in_the_record_once_whichever_part_is_killed()
    {
        await TestContext.Progress.WriteLineAsync($"pipeline crash: rounds={Rounds} seed={Seed}");
        var random = new Random(Seed);
        await using var postgres = await PostgresServer.StartAsync();
        await using var rabbit = await RabbitServer.StartAsync();
        using var data = new TempFolder();
        var connection = postgres.ConnectionString(await postgres.CreateDatabaseAsync());
        var broker = rabbit.Options("events");
        broker.Timeout = TimeSpan.FromSeconds(5);
        WorkerChild NewWorker() => WorkerChild.Start(ComplianceStoreProvider.PostgreSql, connection, broker, data.Path);

        var worker = NewWorker();
        await using var outbox = new TestOutbox(broker, random.Next());
        try
        {
            await outbox.StartAsync();
            var database = new ComplianceDatabase(Options.Create(new ComplianceStoreOptions
            {
                Provider = ComplianceStoreProvider.PostgreSql,
                ConnectionString = connection,
            }));
            var recorded = 0L;
            for (var round = 0; round < Rounds; round++)
            {
                // Each part dies somewhere in the next batches; that there were some shows that the last crash is over.
                recorded = await RecordedAsync(database, recorded + random.Next(100, 1500), worker, outbox);
                switch (random.Next(4))
                {
                    case 0:
                        await worker.KillAsync();
                        worker.Dispose();
                        worker = NewWorker();
                        break;
                    case 1:
                        await postgres.KillAsync();
                        await postgres.LaunchAsync();
                        break;
                    case 2:
                        await rabbit.KillAsync();
                        await rabbit.LaunchAsync();
                        break;
                    default:
                        await outbox.CrashAsync();
                        break;
                }
            }

            var sent = await outbox.FinishAsync();
            await RecordedAsync(database, sent, worker, outbox);
            await CheckRecordAsync(database, sent, outbox);

            // Every start of a worker makes the adapters run; this is the last one.
            await worker.KillAsync();
            worker.Dispose();
            worker = NewWorker();
            await ExportedAsync(database, data, sent, worker);
            CheckMessages(data, sent);
            await TestContext.Progress.WriteLineAsync(
                $"pipeline crash: rounds={Rounds} seed={Seed} events={sent} batches sent again={outbox.SentAgain} missing=0 doubled=0");
        }
        finally
        {
            worker.Dispose();
        }
    }

    private static async Task<long> RecordedAsync(ComplianceDatabase database, long atLeast, WorkerChild worker, TestOutbox outbox)
    {
        var number = 0L;
        await Eventually.HoldsAsync(
            async () =>
            {
                await using var db = database.CreateDbContext();
                number = await db.Watermarks.Where(w => w.Epoch == TestOutbox.Epoch).Select(w => w.Number).SingleOrDefaultAsync();
                return number >= atLeast;
            },
            () => $"recorded {number} of {atLeast} (seed {Seed}); outbox: {outbox}; worker: {worker.Said}");
        return number;
    }

    /// <summary>Nothing is left to be exported, and the run that did it has vouched for the whole archive.</summary>
    private static Task ExportedAsync(ComplianceDatabase database, TempFolder data, long sent, WorkerChild worker)
    {
        var found = "";
        return Eventually.HoldsAsync(
            async () =>
            {
                await using var db = database.CreateDbContext();
                using var key = ECDsa.Create();
                key.ImportFromPem(File.ReadAllText(Directory.GetFiles(data.File("keys"), "archive-*.pub").Single()));
                var verification = ArchiveVerifier.Verify(data.File("archive"), key, null);
                found = $"{verification.Events} of {sent} events: {string.Join(", ", verification.Findings)}";
                return !await db.Transit.AnyAsync() && verification.Findings.Count is 0 && verification.Events == sent;
            },
            () => $"{found} (seed {Seed}): {worker.Said}");
    }

    private static void CheckMessages(TempFolder data, long sent)
    {
        var messages = Directory.GetFiles(data.File("archive"), "*.xml").Order(StringComparer.Ordinal)
            .SelectMany(file => XDocument.Load(file).Descendants("Messages").Elements("Message"))
            .Select(message => (long)message.Attribute("id")!);
        Assert.That(messages, Is.EqualTo(Enumerable.Range(1, (int)sent).Select(n => (long)n)), $"seed {Seed}");
    }

    private static async Task CheckRecordAsync(ComplianceDatabase database, long sent, TestOutbox outbox)
    {
        await using var db = database.CreateDbContext();
        var record = await db.Record.AsNoTracking().OrderBy(r => r.Epoch).ThenBy(r => r.Number).ToListAsync();
        Assert.That(record, Has.Count.EqualTo(sent), $"seed {Seed}");
        Assert.That(record.Select(r => r.Number), Is.EqualTo(Enumerable.Range(1, (int)sent).Select(n => (long)n)), $"seed {Seed}");
        Assert.That(record.All(r => r.Event.AsSpan().SequenceEqual(outbox.Event(r.Number).Json.Span)), Is.True, $"seed {Seed}");
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
