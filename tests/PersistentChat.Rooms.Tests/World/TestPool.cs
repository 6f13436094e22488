using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Usage;

namespace PersistentChat.Rooms.Tests.World;

// Inside the namespace, because outside it "Journal" would be the namespace of that name.
using Journal = PersistentChat.Rooms.Journal.Journal;

/// <summary>A real journal on a real database (<see cref="EveryEngineAttribute"/>) with a folder of its own, with intentions instead of plumbing.</summary>
internal sealed class TestPool : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;

    private TestPool(string? folder, bool bare, IReadOnlyDictionary<string, string?> settings)
    {
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("rooms-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Compliance:Mode", "Off")])
            .AddInMemoryCollection(settings)
            .AddInMemoryCollection(Servers.SettingsFor(Folder, bare))
            .Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<IAnnouncer>(Announcer)
            .AddSingleton<IInterceptor>(Saboteur)
            .AddRooms(configuration);
        _services = services.BuildServiceProvider();
    }

    public string Folder { get; }

    public ManualClock Clock { get; } = new();

    public TestAnnouncer Announcer { get; } = new();

    public Saboteur Saboteur { get; } = new();

    public Journal Journal => _services.GetRequiredService<Journal>();

    public Pool Committed => Journal.Committed;

    public HistoryReader History => _services.GetRequiredService<HistoryReader>();

    public HistorySearch HistorySearch => _services.GetRequiredService<HistorySearch>();

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public ArchiveGate Gate => _services.GetRequiredService<ArchiveGate>();

    public RoomDirectory Rooms => _services.GetRequiredService<RoomDirectory>();

    public AccessChanges Access => _services.GetRequiredService<AccessChanges>();

    public InvitationReader Invitations => _services.GetRequiredService<InvitationReader>();

    public HistoryCleaner Cleaner => _services.GetRequiredService<HistoryCleaner>();

    public PersonDirectory People => _services.GetRequiredService<PersonDirectory>();

    public UsageReader Usage => _services.GetRequiredService<UsageReader>();

    public RoomSizes Sizes => _services.GetRequiredService<RoomSizes>();

    public Passwords Passwords => _services.GetRequiredService<Passwords>();

    public static TestPool Create(string? folder = null, params (string Key, string Value)[] settings) =>
        new(folder, bare: false, settings.ToDictionary(s => s.Key, s => (string?)s.Value));

    /// <summary>On a database that has no schema yet and gets none by itself.</summary>
    public static TestPool CreateBare() => new(null, bare: true, new Dictionary<string, string?> { ["Store:MigrateAtStart"] = "false" });

    public static async Task<TestPool> StartAsync(string? folder = null, params (string Key, string Value)[] settings)
    {
        var pool = Create(folder, settings);
        await pool.Journal.StartAsync(CancellationToken.None);
        return pool;
    }

    public async Task<T> DoAsync<T>(JournalCommand<T> command)
    {
        var outcome = await Journal.SubmitAsync(command);
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }

    public Task<Person> PersonAsync(string name) =>
        DoAsync(new CreatePerson(new Person(Guid.NewGuid(), $"sip:{name}@example.com", name, null, true)));

    public Task<Category> CategoryAsync(bool keepsHistory = true) =>
        DoAsync(new CreateCategory(new Category(Guid.NewGuid(), $"Category {Guid.NewGuid()}", "", keepsHistory)));

    public async Task<Room> RoomAsync(
        string name, RoomPrivacy privacy = RoomPrivacy.Open, bool keepsHistory = true, bool disabled = false)
    {
        var category = await CategoryAsync(keepsHistory);
        var room = new Room(Guid.NewGuid(), category.Id, name, Privacy: privacy, Disabled: disabled);
        return (await DoAsync(new CreateRoom(room))).Room;
    }

    /// <summary>A room of a category that exists.</summary>
    public async Task<Room> RoomInAsync(Category category, string name, RoomPrivacy privacy = RoomPrivacy.Open) =>
        (await DoAsync(new CreateRoom(new Room(Guid.NewGuid(), category.Id, name, Privacy: privacy)))).Room;

    public Task<Group> GroupAsync(string name, params IEnumerable<Guid> members) =>
        DoAsync(new CreateGroup(new Group(Guid.NewGuid(), PrincipalKind.Group, name, PrincipalSet.Of(members))));

    public Task<Group> DomainAsync(string name) =>
        DoAsync(new CreateGroup(new Group(Guid.NewGuid(), PrincipalKind.Domain, name, PrincipalSet.None)));

    /// <summary>Submits a change like the front doors do: prepared before, off the journal.</summary>
    public async Task<T> ChangeAsync<T>(AccessChange<T> change)
    {
        var outcome = await Access.SubmitAsync(change);
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }

    public async Task<Refusal?> RefusalOfAsync<T>(JournalCommand<T> command) => (await Journal.SubmitAsync(command)).Refusal;

    public async Task<TestEndpoint> JoinAsync(Person person, Room room, string? dialogId = null)
    {
        var endpoint = new TestEndpoint(dialogId ?? $"{person.DisplayName}-{Guid.NewGuid()}");
        var joined = await DoAsync(new JoinRooms(person, endpoint, [room.Id], false));
        Assert.That(joined.Failed, Is.Empty);
        return endpoint;
    }

    public Task<Outcome<Message>> PostAsync(
        Person person, TestEndpoint endpoint, Room room, string text, string? clientId = null) =>
        Journal.SubmitAsync(new PostMessage(person, endpoint.DialogId, room.Id, false, text, null, clientId));

    /// <summary>A new open room in which somebody has said all that.</summary>
    public async Task<Room> RoomSayingAsync(string name, Person person, params IReadOnlyList<string> texts)
    {
        var room = await RoomAsync(name);
        var endpoint = await JoinAsync(person, room);
        var outcomes = await Task.WhenAll(texts.Select(text => PostAsync(person, endpoint, room, text)));
        Assert.That(outcomes.Select(outcome => outcome.Refusal), Is.All.Null);
        return room;
    }

    public async Task<FoundHistory> SearchAsync(Person person, HistoryQuery query)
    {
        var outcome = await HistorySearch.SearchAsync(person, query, CancellationToken.None);
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }

    /// <summary>
    /// What was told so far. A task completes before its announcements: the last turn here waits for them.
    /// </summary>
    public async Task<IReadOnlyList<string>> NotesAsync()
    {
        await DoAsync(new LeaveAllRooms(new TestEndpoint("nobody"), LeaveReason.SignedOut));
        return Announcer.Notes;
    }

    public async Task ForgetNotesAsync()
    {
        await NotesAsync();
        Announcer.Clear();
    }

    /// <summary>
    /// Holds the journal in somebody's turn, so that what is submitted meanwhile waits for one batch.
    /// </summary>
    public async Task<ManualResetEventSlim> HoldAsync()
    {
        var gate = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Journal.SubmitAsync(new LeaveAllRooms(new TestEndpoint("nobody"), LeaveReason.SignedOut), _ =>
        {
            reached.SetResult();
            gate.Wait();
        });
        await reached.Task;
        return gate;
    }

    public RoomDbContext Read() => _services.GetRequiredService<IDbContextFactory<RoomDbContext>>().CreateDbContext();

    public async Task<IReadOnlyList<ComplianceEvent>> EventsAsync()
    {
        await using var db = Read();
        var rows = await db.Outbox.OrderBy(o => o.Epoch).ThenBy(o => o.Number).ToListAsync();
        return rows.ConvertAll(row =>
        {
            var happened = JsonSerializer.Deserialize(row.Event, ComplianceJson.Default.ComplianceEvent)!;
            Assert.That(happened.Position, Is.EqualTo(new EventPosition(row.Epoch, row.Number)));
            return happened;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
