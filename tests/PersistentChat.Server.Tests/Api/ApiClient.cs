using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Api;

/// <summary>Somebody who uses the REST interface.</summary>
internal sealed class ApiClient(HttpClient http) : IDisposable
{
    /// <summary>By the web port.</summary>
    /// <param name="token">Null: shows none.</param>
    public static ApiClient ByWeb(TestServer server, string? token)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.WhereIs("web")) };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        }

        return new ApiClient(http);
    }

    /// <summary>By the Unix socket.</summary>
    public static ApiClient BySocket(TestServer server)
    {
        var file = new UnixDomainSocketEndPoint(Path.Combine(server.Folder, "admin.sock"));
        return new ApiClient(new HttpClient(new SocketsHttpHandler
        {
            Expect100ContinueTimeout = Patience.Limit,
            ConnectCallback = async (_, ct) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(file, ct);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://localhost/"),
        });
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object? body) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    /// <summary>Makes something, under a key by which it can be asked again.</summary>
    public Task<Reply> PostOnceAsync(string path, object body, string key) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), key: key);

    public Task<Reply> PostCsvAsync(string path, string csv) =>
        SendAsync(HttpMethod.Post, path, new StringContent(csv, Encoding.UTF8, "text/csv"));

    public Task<Reply> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

    public Task<Reply> PutAsync(string path, object? body, string? ifMatch = "*") =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), ifMatch);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <param name="path">Below the server's root.</param>
    /// <param name="asksFirst">
    /// Sends the body when the server wants it (100 Continue): it may answer and close while a body is being sent.
    /// </param>
    public async Task<Reply> SendAsync(
        HttpMethod method, string path, HttpContent? body = null, string? ifMatch = null, bool asksFirst = false, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.ExpectContinue = asksFirst;
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using var answer = await http.SendAsync(request, Patience.Token);
        var text = await answer.Content.ReadAsStringAsync(Patience.Token);
        var isJson = answer.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        return new Reply((int)answer.StatusCode, isJson ? JsonNode.Parse(text) : null, answer.Headers);
    }

    /// <summary>A file.</summary>
    public async Task<byte[]> ReadBytesAsync(string path)
    {
        using var answer = await http.GetAsync(path, Patience.Token);
        Assert.That((int)answer.StatusCode, Is.EqualTo(200), path);
        return await answer.Content.ReadAsByteArrayAsync(Patience.Token);
    }

    public void Dispose() => http.Dispose();
}
