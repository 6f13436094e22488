using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>Stands where a collector of OTLP over HTTP would: keeps what it is sent. Names are plain text in protobuf.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Key, string Text)> _got = new();

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/{*path}", async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            _got.Enqueue((http.Request.Path.Value!, http.Request.Headers["x-key"], Encoding.Latin1.GetString(body.ToArray())));
            http.Response.ContentType = "application/x-protobuf";
        });
    }

    public string Url => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector._app.StartAsync(Patience.Token);
        return collector;
    }

    /// <summary>Waits until something was sent to a path, with a key, that has all these words in it.</summary>
    public async Task GotAsync(string path, string key, params string[] words)
    {
        var patience = Patience.Token;
        while (!_got.Any(it => it.Path == path && it.Key == key && words.All(word => it.Text.Contains(word, StringComparison.Ordinal))))
        {
            Assert.That(patience.IsCancellationRequested, Is.False, $"not sent; {string.Join(", ", _got.Select(it => $"{it.Path} {it.Text.Length}"))}");
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
