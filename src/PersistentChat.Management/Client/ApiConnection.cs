using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PersistentChat.Management.Client;

/// <summary>Asks a server, in JSON; what it refuses is thrown.</summary>
/// <remarks>
/// Everything here throws <see cref="ProblemException"/> when the server says no, and <see cref="HttpRequestException"/> when there
/// is no server or what answers is none of ours.
/// </remarks>
internal sealed class ApiConnection(HttpClient http)
{
    /// <summary>How long an answer may take to begin; what reads or writes a whole file may take as long as it does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>As many as the server puts into one answer.</summary>
    public const int PageSize = 1000;

    private const string Prefix = "urn:pchat:problem:";

    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    /// <summary>What was answered.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(ApiJson.Options, ct) ?? throw new JsonException("null");
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new HttpRequestException("What answers there is no Persistent Chat server, or one of another version.", wrong);
        }
    }

    public async Task<T> AskAsync<T>(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await SendAsync(method, path, body, ifMatch: null, ct);
        return await ReadAsync<T>(answer, ct);
    }

    /// <summary>For what takes its time.</summary>
    public async Task<T> AskLongAsync<T>(HttpMethod method, string path, HttpContent? body, CancellationToken ct)
    {
        using var answer = await SendAsync(method, path, body, ifMatch: null, Timeout.InfiniteTimeSpan, ct);
        return await ReadAsync<T>(answer, ct);
    }

    /// <summary>Brings a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="to">Where it is written.</param>
    /// <param name="onProgress">Called now and then with the bytes there are.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task BringAsync(string path, Stream to, Action<long> onProgress, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, body: null, ifMatch: null, Timeout.InfiniteTimeSpan, ct);
        await using var from = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[128 * 1024];
        for (var (total, read) = (0L, 0); (read = await from.ReadAsync(buffer, ct)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            onProgress(total += read);
        }
    }

    public async Task DoAsync(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        using var answer = await SendAsync(method, path, body, ifMatch: null, ct);
    }

    public async Task<Seen<T>> LookAsync<T>(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, body: null, ifMatch: null, ct);
        return new Seen<T>(await ReadAsync<T>(answer, ct), answer.Headers.ETag?.Tag ?? "*");
    }

    public async Task<T> ChangeAsync<T>(string path, object body, string ifMatch, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Put, path, body, ifMatch, ct);
        return await ReadAsync<T>(answer, ct);
    }

    /// <summary>All of a list, page after page as they are wanted.</summary>
    public async IAsyncEnumerable<T> ListAsync<T>(
        string path, IEnumerable<(string Name, object? Value)> filter, [EnumeratorCancellation] CancellationToken ct)
    {
        string? cursor = null;
        do
        {
            var page = await AskAsync<Page<T>>(
                HttpMethod.Get, Query.Of(path, [.. filter, ("limit", PageSize), ("cursor", cursor)]), body: null, ct);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? ifMatch, CancellationToken ct) =>
        SendAsync(method, path, body, ifMatch, Patience, ct);

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, object? body, string? ifMatch, TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        using var request = new HttpRequestMessage(method, path);
        request.Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, body.GetType(), options: ApiJson.Options));
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw await ProblemOfAsync(answer, ct);
        }
    }

    private static async Task<ProblemException> ProblemOfAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var status = (int)answer.StatusCode;
        var retryAfter = answer.Headers.RetryAfter?.Delta;
        if (answer.Content.Headers.ContentType is not { MediaType: "application/problem+json" })
        {
            return new ProblemException(status, "", $"The server answered {status} {answer.ReasonPhrase}", NoErrors, retryAfter);
        }

        var problem = await ReadAsync<Problem>(answer, ct);
        var type = problem.Type ?? "";
        return new ProblemException(
            status,
            type.StartsWith(Prefix, StringComparison.Ordinal) ? type[Prefix.Length..] : type,
            problem.Title ?? $"The server answered {status}",
            problem.Errors ?? NoErrors,
            retryAfter);
    }

    private sealed record Problem(string? Type, string? Title, Dictionary<string, string[]>? Errors);
}
