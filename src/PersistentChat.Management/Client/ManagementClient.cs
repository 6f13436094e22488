using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PersistentChat.Management.Client;

/// <summary>The REST interface of one server; safe for threads.</summary>
/// <inheritdoc cref="ApiConnection" path="/remarks"/>
public sealed class ManagementClient : IDisposable
{
    private readonly HttpClient _http;

    private ManagementClient(HttpClient http)
    {
        _http = http;
        var api = new ApiConnection(http);
        Access = new AccessResource(api);
        AddIns = new Resource<AddInDetails, AddInSettings>(api, "api/add-ins");
        Archives = new ArchiveResource(api);
        Categories = new SettledResource<CategoryDetails, CategorySettings, CategorySettings>(api, "api/categories");
        Groups = new SettledResource<GroupDetails, NewGroup, GroupSettings>(api, "api/groups");
        People = new PeopleResource(api);
        Pool = new PoolResource(api);
        Rooms = new RoomResource(api);
        Tokens = new TokenResource(api);
        Traces = new TraceResource(api);
        Transfer = new TransferResource(api);
    }

    public AccessResource Access { get; }

    public Resource<AddInDetails, AddInSettings> AddIns { get; }

    public ArchiveResource Archives { get; }

    public SettledResource<CategoryDetails, CategorySettings, CategorySettings> Categories { get; }

    public SettledResource<GroupDetails, NewGroup, GroupSettings> Groups { get; }

    public PeopleResource People { get; }

    public PoolResource Pool { get; }

    public RoomResource Rooms { get; }

    public TokenResource Tokens { get; }

    public TraceResource Traces { get; }

    public TransferResource Transfer { get; }

    /// <summary>By the web port.</summary>
    /// <param name="server"><c>https://host:port/</c>, or <c>http:</c> on this machine.</param>
    /// <param name="token">An access token.</param>
    /// <param name="onAnswer">Called for every request that was answered, with method, address and status.</param>
    public static ManagementClient ByWeb(Uri server, string? token, Action<HttpResponseMessage>? onAnswer = null)
    {
        // A token goes to nobody but the server it is meant for.
        var http = Create(new SocketsHttpHandler { AllowAutoRedirect = false }, server, onAnswer);
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return new ManagementClient(http);
    }

    /// <summary>By the Unix socket of a server on this machine, as its operator.</summary>
    /// <param name="file"><c>admin.sock</c> in its data folder.</param>
    /// <param name="onAnswer">As above.</param>
    public static ManagementClient BySocket(string file, Action<HttpResponseMessage>? onAnswer = null)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(file), ct);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        return new ManagementClient(Create(handler, new Uri("http://localhost/"), onAnswer));
    }

    /// <summary>Whether the server is ready (<c>/readyz</c>), and what it says of what it depends on; that may grow.</summary>
    public async Task<(bool IsReady, JsonNode Report)> ReadinessAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ApiConnection.Patience);
        using var answer = await _http.GetAsync(new Uri("readyz", UriKind.Relative), limit.Token);
        return (answer.IsSuccessStatusCode, await ApiConnection.ReadAsync<JsonNode>(answer, ct));
    }

    public void Dispose() => _http.Dispose();

    // Without a limit of its own: each request has one.
    private static HttpClient Create(SocketsHttpHandler handler, Uri server, Action<HttpResponseMessage>? onAnswer)
    {
        HttpMessageHandler observed = onAnswer is null ? handler : new Observer(handler, onAnswer);
        return new HttpClient(observed) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
    }

    private sealed class Observer(HttpMessageHandler inner, Action<HttpResponseMessage> onAnswer) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            onAnswer(answer);
            return answer;
        }
    }
}
