using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Operation;

namespace PersistentChat.Compliance.Tests.Worker;

/// <summary>The worker's process.</summary>
public sealed class WorkerTests
{
    [Test]
    public async Task Of_two_workers_one_records_and_when_it_dies_the_other_goes_on()
    {
        var rabbit = await Servers.RabbitAsync();
        var broker = rabbit.Options($"q{Guid.NewGuid():N}");
        broker.Timeout = TimeSpan.FromSeconds(15);
        var connection = await Servers.CreatePostgresDatabaseAsync();
        using var data = new TempFolder();
        await using var queue = new BrokerQueue(Options.Create(broker), NullLoggerFactory.Instance);
        await queue.SendAsync(Events.Batch(1, 1, 500), CancellationToken.None);
        using var database = new ComplianceDatabase(Options.Create(new ComplianceStoreOptions
        {
            Provider = ComplianceStoreProvider.PostgreSql,
            ConnectionString = connection,
        }));
        Task RecordedAsync(long number, WorkerChild by) => Eventually.HoldsAsync(
            async () =>
            {
                await using var db = database.CreateDbContext();
                return await db.Watermarks.AnyAsync(w => w.Epoch == 1 && w.Number == number);
            },
            () => $"not recorded up to {number}: {by.Said}");

        using var one = WorkerChild.Start(ComplianceStoreProvider.PostgreSql, connection, broker, data.Path);
        using var other = WorkerChild.Start(ComplianceStoreProvider.PostgreSql, connection, broker, data.Path);
        await RecordedAsync(500, one);

        // Which of them is the one that records is the machine's.
        var (recording, waiting) = (one, other);
        await Eventually.HoldsAsync(
            async () =>
            {
                (recording, waiting) = (waiting, recording);
                return await recording.ReadinessAsync() is { IsGood: true }
                    && await waiting.ReadinessAsync() is { IsGood: false, Status: var status }
                    && status.StartsWith("record: not recording: Waiting for the lease", StringComparison.Ordinal);
            },
            () => $"not one records and one waits: {one.Said}\n{other.Said}");

        await recording.KillAsync();
        await waiting.IsReadyAsync();
        await queue.SendAsync(Events.Batch(1, 501, 600), CancellationToken.None);
        await RecordedAsync(600, waiting);
    }

    [Test]
    public async Task An_operator_lists_what_cannot_be_read_and_says_what_it_was_while_a_worker_runs()
    {
        var rabbit = await Servers.RabbitAsync();
        var broker = rabbit.Options($"q{Guid.NewGuid():N}");
        var connection = await Servers.CreatePostgresDatabaseAsync();
        using var data = new TempFolder();
        await using var queue = new BrokerQueue(Options.Create(broker), NullLoggerFactory.Instance);
        await queue.SendAsync(Events.Batch(Events.Chat(1, 1), Events.Raw(1, 2, "{")), CancellationToken.None);
        using var worker = WorkerChild.Start(ComplianceStoreProvider.PostgreSql, connection, broker, data.Path);
        await Eventually.HoldsAsync(
            async () => await worker.ReadinessAsync() is { IsGood: false, Status: var status } && status.Contains("1 events cannot be read"),
            () => worker.Said);

        var settings = new Dictionary<string, string>
        {
            ["Compliance__Store__Provider"] = "PostgreSql",
            ["Compliance__Store__ConnectionString"] = connection,
        };
        Assert.That(await WorkerChild.RunAsync(settings, "unreadable"), Does.StartWith("1/2\t").And.Contain("\tew=="));
        Assert.That(
            Assert.ThrowsAsync<InvalidOperationException>(() => WorkerChild.RunAsync(settings, "repair", "1/1", "a post"))!.Message,
            Does.Contain("ended with 1").And.Contain("1/1 is no event"));
        Assert.That(
            Assert.ThrowsAsync<InvalidOperationException>(() => WorkerChild.RunAsync(settings, "repair", "1", "a post"))!.Message,
            Does.Contain("not understood").And.Contain("repair EPOCH/NUMBER TEXT"));
        await WorkerChild.RunAsync(settings, "repair", "1/2", "a join of Bob");
        Assert.That(await WorkerChild.RunAsync(settings, "unreadable"), Is.Empty);
        await Eventually.HoldsAsync(
            async () => await worker.ReadinessAsync() is { IsGood: true, Status: "ready", Checks: var checks }
                && checks.OrderBy(check => check.Key).SequenceEqual([new("archive Xml", true), new("record", true)]),
            () => worker.Said);
    }

    [TestCase("Compliance__Broker__Host", "", "Compliance:Broker:Host is missing")]
    [TestCase("Compliance__Store__ConnectionString", "", "Compliance:Store:ConnectionString is missing")]
    [TestCase("Compliance__Broker__Port", "0", "Port")]
    [TestCase("Compliance__Lease__Druation", "00:00:10", "Druation")]
    public async Task A_bad_setting_stops_the_start_with_its_name(string name, string value, string expected)
    {
        using var folder = new TempFolder();
        var settings = new Dictionary<string, string>
        {
            ["Compliance__Broker__Host"] = "127.0.0.1",
            ["Worker__DataFolder"] = folder.Path,
            ["Compliance__Store__ConnectionString"] = $"Data Source={folder.File("mgccomp.db")}",
            [name] = value,
        };
        using var worker = WorkerChild.Start(settings);
        await worker.EndedAsync();
        Assert.That(worker.Said, Does.Contain(expected));
    }

    [Test]
    public void Its_settings_file_says_every_setting_with_its_default()
    {
        var file = new ConfigurationBuilder()
            .AddJsonFile(Repository.PathOf("src/PersistentChat.ComplianceWorker/appsettings.json")).Build();
        var types = new[] { typeof(BrokerOptions).Assembly, typeof(TelemetryOptions).Assembly, typeof(ComplianceWorker.Worker).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("Section") is { IsLiteral: true });
        var settings = (
            from type in types
            let defaults = Activator.CreateInstance(type)
            from property in type.GetProperties()
            where property.CanWrite
            select (Key: $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}", Value: Text(property.GetValue(defaults))))
            .ToDictionary(setting => setting.Key, setting => setting.Value);
        var said = file.AsEnumerable()
            .Where(pair => pair.Value is not null && !pair.Key.StartsWith("Logging:", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value);

        Assert.That(settings, Has.Count.GreaterThan(10));
        Assert.That(said, Is.EquivalentTo(settings));
    }

    private static string? Text(object? value) => value switch
    {
        null => "",
        bool flag => flag.ToString(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
