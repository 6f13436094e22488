using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PersistentChat.Compliance;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Tests.World;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Compliance;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Load;

// Inside the namespace, because outside it "Journal" would be the namespace of that name.
using Journal = PersistentChat.Rooms.Journal.Journal;

/// <summary>
/// The journal writes posts as fast as it can, and after that relay and recorder bring their events into the record: both rates, and
/// the CPU of each event. Only that everything arrives is asserted; how fast is for people to read.
/// </summary>
/// <remarks>PCHAT_BENCH_POSTS; tests/bench-compliance.sh is the long form.</remarks>
internal sealed class RelayRateTests
{
    private static readonly int Posts =
        Environment.GetEnvironmentVariable("PCHAT_BENCH_POSTS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 2_000;

    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public Task Embedded_all_that_the_journal_wrote_gets_into_the_record() => MeasureAsync(
        "embedded",
        [],
        services => services.Services.AddEmbeddedRecorder(services.Configuration, _ => _folder.File(StoredPool.Record)),
        () => Task.FromResult(StoredPool.LastRecordedOf(_folder.Path)),
        () => TimeSpan.Zero);

    [Test]
    public async Task With_a_broker_all_that_the_journal_wrote_gets_into_the_record()
    {
        await using var chain = await BrokerChain.StartAsync();
        await MeasureAsync(
            "broker",
            chain.ServerSettings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], string? (pair) => pair[1]),
            services => services.Services.AddBrokerQueue(services.Configuration),
            chain.LastRecordedAsync,
            () => chain.WorkerCpu);
    }

    private async Task MeasureAsync(
        string shape,
        Dictionary<string, string?> settings,
        Action<HostApplicationBuilder> addQueue,
        Func<Task<EventPosition>> recorded,
        Func<TimeSpan> elsewhere)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection([new("Store:DataFolder", _folder.Path), new("Compliance:Mode", "On")]);
        builder.Services.AddLogging().AddSingleton<IAnnouncer, DeafAnnouncer>().AddRooms(builder.Configuration);
        builder.Services.AddTransient<OutboxRelay>();
        addQueue(builder);
        using var host = builder.Build();
        var journal = host.Services.GetRequiredService<Journal>();
        await journal.StartAsync(CancellationToken.None);
        await host.StartAsync();
        var writer = await PostWriter.JoinAsync(journal);

        // Half as many before, for what only the first time costs.
        await writer.PostAsync(Posts / 2);
        await RelayAsync(host, recorded);

        var written = await Spent.OnAsync(() => writer.PostAsync(Posts), () => TimeSpan.Zero);
        var relayed = await Spent.OnAsync(() => RelayAsync(host, recorded), elsewhere);
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"relay: shape={shape} events={Posts} journal={written.PerSecond(Posts):0}/s ({written.Micros(Posts):0} us CPU each) "
            + $"relay and recorder={relayed.PerSecond(Posts):0}/s ({relayed.Micros(Posts):0} us CPU each) "
            + $"ratio={written.Time / relayed.Time:0.00}"));
        await host.StopAsync();
        await journal.StopAsync(CancellationToken.None);
    }

    // A relay of its own each time, so that none runs while the journal is measured.
    private async Task RelayAsync(IHost host, Func<Task<EventPosition>> recorded)
    {
        using var relay = host.Services.GetRequiredService<OutboxRelay>();
        await relay.StartAsync(CancellationToken.None);
        var last = StoredPool.LastPositionOf(_folder.Path);
        var outbox = host.Services.GetRequiredService<Outbox>();
        await Eventually.HoldsAsync(
            async () => await recorded() == last && outbox.Waiting is 0,
            () => $"not recorded up to {last}, or not told so of {outbox.Waiting}: {relay.Trouble}");
        await relay.StopAsync(CancellationToken.None);
    }

    /// <param name="Cpu">Of this process, and of those elsewhere that work for it.</param>
    private sealed record Spent(TimeSpan Time, TimeSpan Cpu)
    {
        public static async Task<Spent> OnAsync(Func<Task> work, Func<TimeSpan> elsewhere)
        {
            using var me = Process.GetCurrentProcess();
            var (cpu, began) = (me.TotalProcessorTime + elsewhere(), Stopwatch.GetTimestamp());
            await work();
            me.Refresh();
            return new Spent(Stopwatch.GetElapsedTime(began), me.TotalProcessorTime + elsewhere() - cpu);
        }

        public double PerSecond(int count) => count / Time.TotalSeconds;

        public double Micros(int count) => Cpu.TotalMicroseconds / count;
    }
}
