using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Api;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>A server with a web port, and its operator at the Unix socket.</summary>
internal sealed class ApiWorld : IAsyncDisposable
{
    private readonly List<ApiClient> _clients = [];

    private ApiWorld(TestServer server) => (Server, Operator) = (server, ApiClient.BySocket(server));

    public TestServer Server { get; }

    public ApiClient Operator { get; }

    /// <summary>Everything there is under <c>/api</c>, such as <c>GET /api/rooms/{id}</c>, and what it needs.</summary>
    public IReadOnlyDictionary<string, Right?> Operations => Server.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => (
            Name: $"{method} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)}",
            endpoint.Metadata.GetMetadata<Needs>()?.Right)))
        .ToDictionary(it => it.Name, it => it.Right);

    public static async Task<ApiWorld> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(it => it.Name, it => it.Value);
        all["Server:Web"] = "127.0.0.1:0";
        foreach (var (name, value) in await Databases.SettingsAsync())
        {
            all[name] = value;
        }

        return new ApiWorld(await TestServer.StartAsync(all));
    }

    /// <param name="token">Null: shows none.</param>
    public ApiClient Client(string? token)
    {
        var client = ApiClient.ByWeb(Server, token);
        _clients.Add(client);
        return client;
    }

    /// <summary>Whoever sends certain headers, and keeps no cookies.</summary>
    public ApiClient ClientWith((string Name, string Value)[] headers)
    {
        var client = ApiClient.ByWeb(Server, headers);
        _clients.Add(client);
        return client;
    }

    /// <summary>Somebody with a token of a role, who is made when it is not there yet.</summary>
    public async Task<ApiClient> ClientAsync(string name, string role) => Client(await TokenAsync(name, role));

    /// <summary>Somebody of a role who has signed in with a browser; made when it is not there yet.</summary>
    public async Task<ApiClient> BrowserAsync(string name, string role)
    {
        var person = Server.Journal.Committed.Person(TestServer.AddressOf(name)) ?? await Server.MakePersonAsync(name);
        await Server.SetPasswordAsync(person, PasswordOf(name));
        (await Operator.PutAsync($"api/people/{person.Id}/role", new { role })).Expect(200);
        return await SignInAsync(name);
    }

    public static string PasswordOf(string name) => $"pässword of {name}";

    public async Task<ApiClient> SignInAsync(string name)
    {
        var client = await ApiClient.SignInAsync(Server, name, PasswordOf(name));
        _clients.Add(client);
        return client;
    }

    public async Task<string> TokenAsync(string name, string role)
    {
        if (Server.Journal.Committed.Person(TestServer.AddressOf(name)) is null)
        {
            await Server.MakePersonAsync(name);
        }

        var made = await Operator.PostAsync("api/tokens", new
        {
            name = $"{role} of {name}",
            person = TestServer.AddressOf(name),
            role,
            expiresAt = DateTimeOffset.UtcNow.AddDays(1),
        });
        return (string)made.Expect(201).Json!["secret"]!;
    }

    /// <summary>Somebody who is let into a room says all that there.</summary>
    public async Task SayAsync(Guid room, string name, params string[] texts)
    {
        var person = Server.Journal.Committed.Person(TestServer.AddressOf(name))!;
        var mouth = new Mouth($"{name} {Guid.NewGuid()}");
        Assert.That((await Server.Journal.SubmitAsync(new JoinRooms(person, mouth, [room], Batch: false))).Value.Failed, Is.Empty);
        var posts = texts.Select(text => Server.Journal.SubmitAsync(new PostMessage(person, mouth.DialogId, room, false, text, null, null)));
        foreach (var outcome in await Task.WhenAll(posts))
        {
            Assert.That(outcome.Refusal, Is.Null);
        }

        await Server.Journal.SubmitAsync(new LeaveAllRooms(mouth, LeaveReason.Left));
    }

    /// <summary>The archive of a server whose compliance is on has been begun.</summary>
    public async Task HasArchiveAsync()
    {
        var patience = Patience.Token;
        while (!File.Exists(Path.Combine(Server.Folder, "archive", "chain.heads")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience);
        }
    }

    /// <summary>The whole record of a server whose compliance is on, as soon as it has so many events like that.</summary>
    public async Task<IReadOnlyList<ComplianceEvent>> RecordAsync(Func<ComplianceEvent, bool> isThat, int count = 1)
    {
        var patience = Patience.Token;
        while (true)
        {
            var events = StoredPool.ReadRecord(Server.Folder);
            if (events.Count(isThat) >= count)
            {
                return events;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
    }

    /// <summary>A dialog that hears nothing.</summary>
    private sealed class Mouth(string dialogId) : IChatEndpoint
    {
        public string DialogId => dialogId;

        public void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes)
        {
        }
    }
}
