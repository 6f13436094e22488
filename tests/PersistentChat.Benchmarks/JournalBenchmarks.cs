using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Benchmarks;

// Inside the namespace, because outside it "Journal" would be the namespace of that name.
using Journal = PersistentChat.Rooms.Journal.Journal;

/// <summary>What the journal does for a post before it writes anything, in a room of a thousand.</summary>
[MemoryDiagnoser]
public class JournalBenchmarks
{
    private const int People = 1000;

    private DirectoryInfo _folder = null!;
    private ServiceProvider _services = null!;
    private JournalRules _rules = null!;
    private Pool _pool = null!;
    private Person _author = null!;
    private RoomSnapshot _room = null!;
    private PostMessage _post = null!;

    /// <summary>With an event of every post.</summary>
    [Params("Off", "On")]
    public string Compliance { get; set; } = "Off";

    // In this process BenchmarkDotNet does not wait for tasks.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Stop() => StopAsync().GetAwaiter().GetResult();

    [Benchmark]
    public bool May_somebody_post() => RoomAccess.Check(Deed.Post, _room, _pool.StandingIn(_room, _author)) is null;

    [Benchmark]
    public Outcome<Message> Decide_a_post() =>
        _post.Decide(new Turn(new Batch([], _pool, new EventPosition(1, 0), []), _rules));

    private async Task StartAsync()
    {
        _folder = Directory.CreateTempSubdirectory("pchat-benchmarks-");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Store:DataFolder", _folder.FullName), new("Compliance:Mode", Compliance)]).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<IAnnouncer, Silence>().AddRooms(configuration).BuildServiceProvider();
        var journal = _services.GetRequiredService<Journal>();
        await journal.StartAsync(CancellationToken.None);

        var category = (await journal.SubmitAsync(new CreateCategory(new Category(Guid.NewGuid(), "Category", "")))).Value;
        var room = (await journal.SubmitAsync(new CreateRoom(
            new Room(Guid.Parse(Samples.Room), category.Id, "Room", Privacy: RoomPrivacy.Open)))).Value.Room;
        for (var number = 0; number < People; number++)
        {
            var person = new Person(Guid.CreateVersion7(), $"sip:u{number}@example.com", $"u{number}", null, Enabled: true);
            _author = (await journal.SubmitAsync(new CreatePerson(person))).Value;
            await journal.SubmitAsync(new JoinRooms(_author, new Endpoint($"{number}"), [room.Id], Batch: false));
        }

        _rules = _services.GetRequiredService<JournalRules>();
        _pool = journal.Committed;
        _room = _pool.Room(room.Id)!;
        _post = new PostMessage(_author, $"{People - 1}", room.Id, Alert: false, Samples.Text, Markup: null, ClientMessageId: null);
    }

    private async Task StopAsync()
    {
        await _services.GetRequiredService<Journal>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private sealed class Silence : IAnnouncer
    {
        public void Hand(RoomAnnouncement announcement)
        {
        }

        public void Hand(Invited invited)
        {
        }

        public void Hand(SignInsEnded ended)
        {
        }
    }

    private sealed record Endpoint(string DialogId) : IChatEndpoint
    {
        public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes)
        {
        }
    }
}
