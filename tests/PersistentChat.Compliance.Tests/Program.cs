using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Store;
using PersistentChat.Compliance.Tests.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests;

/// <summary>
/// What a test needs done in a process of its own (with limits that would stop the test run), and the benchmark by hand:
/// <c>record PROVIDER CONNECTION COUNT</c> fills a record, <c>export PROVIDER CONNECTION FOLDER TYPE</c> runs an adapter once.
/// </summary>
internal static class Program
{
    private const int BatchSize = 500;
    private const int Rooms = 50;

    public static async Task<int> Main(string[] args)
    {
        var database = new ComplianceDatabase(Options.Create(new ComplianceStoreOptions
        {
            Provider = Enum.Parse<ComplianceStoreProvider>(args[1]),
            ConnectionString = args[2],
        }));
        await database.OpenAsync(CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        var trouble = args[0] is "record"
            ? await RecordAsync(database, int.Parse(args[3], CultureInfo.InvariantCulture))
            : await ExportAsync(database, args[3], args[4]);
        using var me = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Stopwatch.GetElapsedTime(started).TotalSeconds:F1} s, CPU {me.TotalProcessorTime.TotalSeconds:F1} s, at most {me.PeakWorkingSet64 >> 20} MiB"));
        Console.WriteLine(trouble ?? "good");
        return trouble is null ? 0 : 1;
    }

    private static async Task<string?> RecordAsync(ComplianceDatabase database, int count)
    {
        var recorder = RecorderOf(database);
        var lease = await RecorderWorld.Office(database).TakeAsync(Recorder.LeaseName, CancellationToken.None);
        for (var first = 1; first <= count; first += BatchSize)
        {
            var events = Enumerable.Range(first, Math.Min(BatchSize, count - first + 1)).Select(number => Events.Raw(Message(number)));
            await recorder.RecordAsync(new OutboxBatch([.. events]), lease, CancellationToken.None);
        }

        return null;
    }

    private static async Task<string?> ExportAsync(ComplianceDatabase database, string folder, string type)
    {
        var options = new ArchivingOptions { Adapters = { ["Xml"] = new AdapterOptions(), [type] = new AdapterOptions { Type = type, Directory = "archive" } } };
        var configured = new AdapterCatalogue(Options.Create(options), new ArchivePlaces(folder, folder)).Adapters.Single();
        var board = new AdapterBoard();
        var tools = new RunnerTools(database, RecorderOf(database), new SigningKeys(Path.Combine(folder, "keys")), board, TimeProvider.System);
        var office = new LeaseOffice(database, Options.Create(new LeaseOptions { Alone = true }), TimeProvider.System);
        var lease = await office.TakeAsync($"adapter:{type}", CancellationToken.None);
        var runner = new AdapterRunner(configured, [type], tools, NullLogger.Instance);
        await runner.TryRunOnceAsync(lease, CancellationToken.None);
        return board.All.Single().Trouble;
    }

    private static Recorder RecorderOf(ComplianceDatabase database) =>
        new(database, Options.Create(new RecorderOptions()), TimeProvider.System, NullLogger<Recorder>.Instance);

    private static ComplianceEvent Message(int number) => Story.Events[3] with
    {
        Id = new Guid(number, 0, 0, new byte[8]),
        Position = new EventPosition(1, number),
        ChatId = number,
        Room = Story.Lobby with { Uri = $"ma-chan://example.com/{number % Rooms}" },
        Text = $"message {number} of somebody who has not much to say, but says it",
    };
}
