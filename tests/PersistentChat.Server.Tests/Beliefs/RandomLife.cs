using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.World;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Beliefs;

/// <summary>Four people, two of them with two endpoints, two rooms, and an administrator: what they do is chance.</summary>
internal sealed class RandomLife : IAsyncDisposable
{
    /// <summary>What is put in the place of messages.</summary>
    public const string Replaced = "replaced";

    private const int Steps = 300;
    private const int Breath = 20;

    private static readonly string[] Names = ["ann", "bob", "carol", "dave"];

    private enum Happening
    {
        Join,
        JoinBoth,
        Leave,
        Post,
        HangUp,
        LoseConnection,
        Promote,
        Demote,
        Wall,
        NoWall,
        Forbid,
        Allow,
        Disable,
        Enable,
        Rename,
        Move,
        Replace,
        Purge,
    }

    // Most of what happens is that people come, talk and go.
    private static readonly Happening[] Deeds =
    [
        .. Enum.GetValues<Happening>(), .. Enumerable.Repeat(Happening.Join, 30), .. Enumerable.Repeat(Happening.Post, 20),
        .. Enumerable.Repeat(Happening.Leave, 20), .. Enumerable.Repeat(Happening.JoinBoth, 10), .. Enumerable.Repeat(Happening.HangUp, 2),
        .. Enumerable.Repeat(Happening.Allow, 6), .. Enumerable.Repeat(Happening.Enable, 6), .. Enumerable.Repeat(Happening.NoWall, 6),
        .. Enumerable.Repeat(Happening.Promote, 4),
    ];

    private readonly TestServer _server;
    private readonly List<Task> _running = [];
    private Person[] _people = [];
    private BelievingEndpoint?[] _endpoints = [];

    private RandomLife(TestServer server) => _server = server;

    public IReadOnlyList<Room> Rooms { get; private set; } = [];

    /// <summary>Those that may chat.</summary>
    public IEnumerable<BelievingEndpoint> Endpoints => _endpoints.OfType<BelievingEndpoint>();

    public static async Task<RandomLife> BeginAsync(TestServer server)
    {
        var life = new RandomLife(server);
        life._people = await Task.WhenAll(Names.Select(name => server.MakePersonAsync(name)));
        var nobody = new Dictionary<string, RoomRoles>();
        var everybody = Names.ToDictionary(name => name, _ => RoomRoles.Member);
        life.Rooms =
        [
            await server.MakeRoomAsync(Plan("Open", RoomPrivacy.Open), keepsHistory: true, nobody),
            await server.MakeRoomAsync(Plan("Closed", RoomPrivacy.Closed), keepsHistory: true, everybody, invites: true),
        ];
        life._endpoints = await Task.WhenAll(life._people.Concat(life._people.Take(2)).Select(person => life.OpenAsync(person)));
        return life;
    }

    public static string UriOf(Room room) => new RoomUri("example.com", room.Id).ToString();

    /// <summary>All of it.</summary>
    /// <param name="seed">Of the chance.</param>
    /// <param name="atRest">Called now and then, and at the end, when every answer is there.</param>
    public async Task LiveAsync(int seed, Func<Task> atRest)
    {
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            await DoAsync(Deeds[random.Next(Deeds.Length)], random.Next(_endpoints.Length), Rooms[random.Next(Rooms.Count)], step);
            if (step % Breath is Breath - 1)
            {
                await Task.WhenAll(_running);
                await atRest();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var endpoint in Endpoints)
        {
            await endpoint.DisposeAsync();
        }
    }

    private static Room Plan(string name, RoomPrivacy privacy) => new(Guid.NewGuid(), Guid.Empty, name, Privacy: privacy);

    private Task<BelievingEndpoint?> OpenAsync(Person person) => BelievingEndpoint.OpenAsync(_server, person.Uri);

    private async Task DoAsync(Happening deed, int who, Room room, int step)
    {
        var person = _people[who % _people.Length];
        switch (deed)
        {
            case Happening.HangUp or Happening.LoseConnection:
                if (_endpoints[who] is { } old)
                {
                    await (deed is Happening.HangUp ? old.HangUpAsync() : old.DisposeAsync().AsTask());
                }

                _endpoints[who] = await OpenAsync(person);
                break;
            case Happening.Join or Happening.JoinBoth or Happening.Leave or Happening.Post:
                if (_endpoints[who] is { } endpoint)
                {
                    _running.Add(SayAsync(endpoint, Saying(deed, endpoint, room, step)));
                }

                break;
            default:
                _running.Add(ChangeAsync(deed, person, room, step));
                break;
        }
    }

    private static async Task SayAsync(BelievingEndpoint endpoint, string primitive)
    {
        try
        {
            await endpoint.SayAsync(primitive);
        }
        catch (IOException)
        {
            // Its connection went before there was an answer.
        }
    }

    private string Saying(Happening deed, BelievingEndpoint endpoint, Room room, int step) => deed switch
    {
        Happening.Join => Command("join", Chosen(room)),
        Happening.JoinBoth => Command("bjoin", string.Concat(Rooms.Select(Chosen))),
        Happening.Leave => Command("part", $"<chanib uri=\"{UriOf(room)}\"/>"),
        _ => $"<grpchat id=\"grpchat\" seqid=\"1\" chanUri=\"{UriOf(room)}\" author=\"{endpoint.Person}\" ts=\"2026-11-21T01:31:21Z\">"
            + $"<chat>text {step.ToString(CultureInfo.InvariantCulture)}</chat></grpchat>",
    };

    private static string Command(string name, string data) => $"<cmd id=\"cmd:{name}\" seqid=\"1\"><data>{data}</data></cmd>";

    private static string Chosen(Room room) => $"<chanid key=\"0\" domain=\"example.com\" value=\"{room.Id}\"/>";

    private Task ChangeAsync(Happening deed, Person person, Room room, int step)
    {
        var now = _server.Journal.Committed.Room(room.Id)!;
        return deed switch
        {
            Happening.Promote => Journal(new ChangeRoles(room.Id, person.Id, RoomRoles.Member)),
            Happening.Demote => Journal(new ChangeRoles(room.Id, person.Id, RoomRoles.None)),
            Happening.Wall => Access(new ChangeCategory(now.Category with { Denied = PrincipalSet.Of(person.Id) })),
            Happening.NoWall => Access(new ChangeCategory(now.Category with { Denied = PrincipalSet.None })),
            Happening.Forbid => Access(new SetPolicy(person.Id, false)),
            Happening.Allow => Access(new SetPolicy(person.Id, null)),
            Happening.Disable => Journal(new ChangeRoom(now.Room with { Disabled = true })),
            Happening.Enable => Journal(new ChangeRoom(now.Room with { Disabled = false })),
            Happening.Rename => Journal(new ChangeRoom(now.Room with { Name = $"{room.Name} {step}" })),
            Happening.Move => Journal(new MoveRoom(room.Id, _server.Journal.Committed.Categories.Keys.First(id => id != now.Category.Id))),
            Happening.Replace => Journal(new ReplaceMessages(room.Id, [now.LastId], Replaced)),
            Happening.Purge => Journal(new PurgeRoom(room.Id, now.LastId - 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(deed)),
        };
    }

    // Whether it was refused is not asked: what counts is whether everybody is told the same story of it.
    private Task<Outcome<T>> Journal<T>(JournalCommand<T> command) => _server.Journal.SubmitAsync(command);

    private Task<Outcome<T>> Access<T>(AccessChange<T> change) => _server.Services.GetRequiredService<AccessChanges>().SubmitAsync(change);
}
