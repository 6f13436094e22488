using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace PersistentChat.Load.Wire;

/// <summary>A client of the REST interface, with a connection of its own.</summary>
internal sealed class RestClient : IDisposable
{
    private readonly HttpClient _http;

    private RestClient(HttpClient http) => _http = http;

    public static RestClient ByWeb(RestAccess access)
    {
        var http = new HttpClient { BaseAddress = access.Web };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        return new RestClient(http);
    }

    /// <summary>As the operator of a server on this machine.</summary>
    /// <param name="file"><c>admin.sock</c> in its data folder.</param>
    public static RestClient BySocket(string file) => new(new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, ct) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(file), ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://localhost/"),
    });

    /// <exception cref="LoadException">It was refused, or there is nobody.</exception>
    public Task<JsonElement> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <exception cref="LoadException">As above.</exception>
    public Task<JsonElement> PostAsync(string path, object body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });

    /// <summary>Replaces something, whatever it was.</summary>
    /// <exception cref="LoadException">As above.</exception>
    public Task<JsonElement> PutAsync(string path, object body) => SendAsync(new HttpRequestMessage(HttpMethod.Put, path)
    {
        Content = JsonContent.Create(body),
        Headers = { IfMatch = { EntityTagHeaderValue.Any } },
    });

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using var answer = await _http.SendAsync(request);
                return answer.IsSuccessStatusCode
                    ? await answer.Content.ReadFromJsonAsync<JsonElement>()
                    : throw new LoadException(
                        $"{request.Method} {request.RequestUri} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException failure)
            {
                throw new LoadException($"{request.Method} {request.RequestUri} was not answered: {failure.Message}");
            }
        }
    }
}
