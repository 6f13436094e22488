using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Chat;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.World;

/// <summary>The real server, in this process, on a port of its own and with a data folder of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _isFolderOurs;
    private readonly WebApplication _app;
    private readonly Dictionary<(bool KeepsHistory, bool Invites), Category> _categories = [];

    private TestServer(IReadOnlyDictionary<string, string> settings)
    {
        // Who brings a folder wants to see what is in it later.
        _isFolderOurs = !settings.TryGetValue("Store:DataFolder", out var given);
        _folder = given ?? Directory.CreateTempSubdirectory("pchat-").FullName;
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Server:Sip"] = "127.0.0.1:0",
            ["Server:Web"] = "",
            ["Store:DataFolder"] = _folder,

            // Two more databases and an archive for every server take their time; tests that are about them say so.
            ["Compliance:Mode"] = "Off",
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        _app = ServerProcess.Build(new CommandLine(Demo: false, Seed: null, all));
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>Where its databases are.</summary>
    public string Folder => _folder;

    public Journal Journal => Services.GetRequiredService<Journal>();

    public PoolAddresses Pool => Services.GetRequiredService<PoolAddresses>();

    /// <summary>Where it takes SIP.</summary>
    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    public static async Task<TestServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var server = new TestServer(settings ?? new Dictionary<string, string>());
        await server._app.StartAsync(Patience.Token);
        server.Address = IPEndPoint.Parse(server.WhereIs("sip"));
        return server;
    }

    public static string AddressOf(string name) => $"sip:{name}@example.com";

    public async Task<Person> MakePersonAsync(string name, bool enabled = true)
    {
        var displayName = char.ToUpperInvariant(name[0]) + name[1..];
        var person = new Person(Guid.NewGuid(), AddressOf(name), displayName, Mail: null, enabled);
        return await DoAsync(new CreatePerson(person));
    }

    public async Task SetPasswordAsync(Person person, string password) =>
        await DoAsync(Services.GetRequiredService<Passwords>().Set(person, password));

    public async Task<Room> MakeRoomAsync(
        Room plan, bool keepsHistory, IReadOnlyDictionary<string, RoomRoles> roles, bool invites = false)
    {
        if (!_categories.TryGetValue((keepsHistory, invites), out var category))
        {
            var name = (keepsHistory ? "Desks" : "Corridors") + (invites ? ", inviting" : "");
            category = new Category(Guid.NewGuid(), name, "", keepsHistory, AllowsFiles: false, SendsInvitations: invites);
            _categories[(keepsHistory, invites)] = await DoAsync(new CreateCategory(category));
        }

        var room = plan with { CategoryId = category.Id };
        await DoAsync(new CreateRoom(room));
        foreach (var (name, role) in roles)
        {
            await ChangeRolesAsync(room.Id, name, _ => role);
        }

        return room;
    }

    public async Task ChangeRolesAsync(Guid room, string name, Func<RoomRoles, RoomRoles> change)
    {
        var person = PersonNamed(name);
        var roles = change(Journal.Committed.Room(room)!.RolesOf(person.Id));
        await DoAsync(new ChangeRoles(room, person.Id, roles));
    }

    public async Task ChangeRoomAsync(Guid room, Func<Room, Room> change) =>
        await DoAsync(new ChangeRoom(change(Journal.Committed.Room(room)!.Room)));

    public Task DeleteRoomAsync(Guid room) => DoAsync(new DeleteRoom(room));

    public Task DenyAsync(Guid room, string name)
    {
        var category = Journal.Committed.Room(room)!.Category;
        return ChangeAsync(new ChangeCategory(category with { Denied = PrincipalSet.Of(PersonNamed(name).Id) }));
    }

    public Task SetPolicyAsync(string name, bool enabled) => ChangeAsync(new SetPolicy(PersonNamed(name).Id, enabled));

    /// <summary>Address or URL of a listener, by its name in the line that says that the server is ready.</summary>
    public string WhereIs(string listener) => Services.GetRequiredService<Listeners>().ReadyLine().Split($" {listener}=")[1].Split(' ')[0];

    public Task<SipClient> ConnectAsync() => SipClient.ConnectAsync(Address, Patience.Token);

    /// <summary>
    /// Everything asked so far is committed and queued to whom it concerns. An answer that somebody gets on the wire after
    /// this comes after all of it.
    /// </summary>
    public async Task SettleAsync()
    {
        // A command that is refused has been in the journal's turn all the same.
        await Journal.SubmitAsync(new CreatePerson(new Person(Guid.Empty, "", "", null, Enabled: false)));
        var announcers = Services.GetRequiredService<RoomAnnouncers>();
        var patience = Patience.Token;
        while (announcers.HasWork)
        {
            patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(Patience.Token);
        await _app.DisposeAsync();
        if (_isFolderOurs)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Person PersonNamed(string name) => Journal.Committed.Person(AddressOf(name))!;

    private async Task ChangeAsync<T>(AccessChange<T> change)
    {
        var outcome = await Services.GetRequiredService<AccessChanges>().SubmitAsync(change);
        Assert.That(outcome.Refusal, Is.Null);
    }

    private async Task<T> DoAsync<T>(JournalCommand<T> command)
    {
        var outcome = await Journal.SubmitAsync(command);
        Assert.That(outcome.Refusal, Is.Null, "the world of a test is made without refusals");
        return outcome.Value;
    }
}
