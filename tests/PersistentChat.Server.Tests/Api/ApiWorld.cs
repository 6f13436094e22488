using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Server.Api;
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

    public async ValueTask DisposeAsync()
    {
        Operator.Dispose();
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
    }
}
