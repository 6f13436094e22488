using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Compliance;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Compliance;

/// <summary>One life of a journal and its relay on a data folder, without the rest of a server.</summary>
internal sealed class RelayWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private RelayWorld(string folder, ScriptedQueue queue, RelayOptions options)
    {
        Queue = queue;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Store:DataFolder", folder), new("Compliance:Mode", "On")])
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IAnnouncer, DeafAnnouncer>()
            .AddRooms(configuration)
            .BuildServiceProvider();
        Relay = new OutboxRelay(Outbox, queue, Options.Create(options), TimeProvider.System, NullLogger<OutboxRelay>.Instance);
    }

    public ScriptedQueue Queue { get; }

    public OutboxRelay Relay { get; }

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public Journal Journal => _services.GetRequiredService<Journal>();

    public static async Task<RelayWorld> StartAsync(string folder, ScriptedQueue queue, RelayOptions? options = null)
    {
        var world = new RelayWorld(folder, queue, options ?? new RelayOptions { RetryDelay = TimeSpan.FromMilliseconds(1) });
        await world.Journal.StartAsync(CancellationToken.None);
        return world;
    }

    /// <summary>Makes so many events, in so many commits as it takes.</summary>
    public async Task MakeEventsAsync(int count)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ =>
            Journal.SubmitAsync(new CreateCategory(new Category(Guid.NewGuid(), $"Category {Guid.NewGuid()}", "")))));
        Assert.That(outcomes.Select(outcome => outcome.Refusal), Is.All.Null);
    }

    /// <summary>Waits until everything is acknowledged.</summary>
    public async Task RelayedAsync() => await UntilAsync(() => Outbox.Waiting == 0);

    public static async Task UntilAsync(Func<bool> isSo)
    {
        var patience = Patience.Token;
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), patience);
        }
    }

    /// <summary>The outbox's rows as they lie in the database.</summary>
    public async Task<IReadOnlyList<(EventPosition Position, string Json)>> RowsAsync()
    {
        await using var db = await Factory.CreateDbContextAsync();
        var rows = await db.Database
            .SqlQuery<Row>($"SELECT \"Epoch\", \"Number\", \"Event\" FROM \"Outbox\" ORDER BY \"Epoch\", \"Number\"")
            .ToListAsync();
        return [.. rows.Select(row => (new EventPosition(row.Epoch, row.Number), Encoding.UTF8.GetString(row.Event)))];
    }

    /// <summary>Puts nonsense where an event was.</summary>
    public async Task SpoilAsync(long number, string nonsense)
    {
        await using var db = await Factory.CreateDbContextAsync();
        var bytes = Encoding.UTF8.GetBytes(nonsense);
        await db.Database.ExecuteSqlAsync($"UPDATE \"Outbox\" SET \"Event\" = {bytes} WHERE \"Number\" = {number}");
    }

    public async ValueTask DisposeAsync()
    {
        await Relay.StopAsync(CancellationToken.None);
        Relay.Dispose();
        await _services.DisposeAsync();
    }

    private IDbContextFactory<RoomDbContext> Factory => _services.GetRequiredService<IDbContextFactory<RoomDbContext>>();

    private sealed record Row(long Epoch, long Number, byte[] Event);
}
