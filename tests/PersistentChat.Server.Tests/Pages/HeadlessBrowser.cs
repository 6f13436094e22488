using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Pages;

/// <summary>Chromium without a screen, with a profile of its own and one page, told what to do by its DevTools protocol.</summary>
internal sealed class HeadlessBrowser : IAsyncDisposable
{
    private const string Program = "chromium-headless-shell";
    private const string Listening = "DevTools listening on ";

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("pchat-chromium-");
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode>> _asked = [];
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly CancellationTokenSource _closing = new();
    private readonly Process _process;
    private Task _reading = Task.CompletedTask;
    private string? _session;
    private int _last;

    private HeadlessBrowser() => _process = Process.Start(new ProcessStartInfo(
        Program,
        [
            // Its sandbox needs rights that root in a container has not; it sees nothing but our own pages.
            "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server", "--disable-background-networking",
            "--window-size=1280,900", "--remote-debugging-port=0", $"--user-data-dir={_profile.FullName}", "about:blank",
        ])
    {
        RedirectStandardError = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>What the browser has against a page: scripts that failed, what the content security policy stopped.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public static async Task<HeadlessBrowser> StartAsync()
    {
        var browser = new HeadlessBrowser();
        try
        {
            await browser.ConnectAsync();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    public Task GoAsync(string url) => AskAsync("Page.navigate", new JsonObject { ["url"] = url });

    /// <summary>What an expression in the page is, awaited when it is a promise.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        var answer = await AskAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
            ["userGesture"] = true,
        });
        return answer["exceptionDetails"] is { } failed
            ? throw new InvalidOperationException($"{expression}: {failed.ToJsonString()}")
            : answer["result"]?["value"];
    }

    /// <summary>Waits until something is true in the page, whichever page that is by then.</summary>
    public async Task UntilAsync(string expression)
    {
        var patience = Patience.Token;
        while (!await IsTrueAsync(expression))
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"{expression} was never true; the page: {await EvaluateAsync("document.body.innerText")}; {string.Join("; ", _complaints)}");
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    /// <summary>Where the frames in the page are. A page that must not be shown in one is replaced by the browser's own.</summary>
    public async Task<IReadOnlyList<string>> FramesAsync()
    {
        var tree = await AskAsync("Page.getFrameTree", []);
        return [.. tree["frameTree"]!["childFrames"]!.AsArray().Select(frame => (string)frame!["frame"]!["url"]!)];
    }

    /// <summary>Writes a picture of the page.</summary>
    public async Task PhotographAsync(string file)
    {
        var answer = await AskAsync("Page.captureScreenshot", new JsonObject { ["format"] = "png" });
        await File.WriteAllBytesAsync(file, Convert.FromBase64String((string)answer["data"]!));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(Patience.Token);
        await _reading;
        _process.Dispose();
        _socket.Dispose();
        _closing.Dispose();
        await DeleteProfileAsync();
    }

    // Of its processes some end a little later than the first, and write until then.
    private async Task DeleteProfileAsync()
    {
        var patience = Patience.Token;
        while (true)
        {
            try
            {
                _profile.Delete(recursive: true);
                return;
            }
            catch (IOException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    // A page that is being left answers no questions.
    private async Task<bool> IsTrueAsync(string expression)
    {
        try
        {
            return await EvaluateAsync($"!!({expression})") is JsonValue value && value.GetValue<bool>();
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task ConnectAsync()
    {
        var patience = Patience.Token;
        string? line;
        do
        {
            line = await _process.StandardError.ReadLineAsync(patience) ?? throw new InvalidOperationException($"{Program} ended");
        }
        while (!line.StartsWith(Listening, StringComparison.Ordinal));
        // What else it says must be taken, or it stops at a full pipe.
        _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null, _closing.Token);
        _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, _closing.Token);
        await _socket.ConnectAsync(new Uri(line[Listening.Length..]), patience);
        _reading = ReadAsync();
        var target = await AskAsync("Target.createTarget", new JsonObject { ["url"] = "about:blank" });
        var attached = await AskAsync("Target.attachToTarget", new JsonObject
        {
            ["targetId"] = (string)target["targetId"]!,
            ["flatten"] = true,
        });
        _session = (string)attached["sessionId"]!;
        foreach (var domain in new[] { "Page", "Runtime", "Log" })
        {
            await AskAsync($"{domain}.enable", []);
        }
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        var id = Interlocked.Increment(ref _last);
        var answered = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (_session is not null) { request["sessionId"] = _session; }
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(request), WebSocketMessageType.Text, true, Patience.Token);
        var answer = await answered.Task.WaitAsync(Patience.Limit);
        return answer["error"] is { } error ? throw new InvalidOperationException($"{method}: {error.ToJsonString()}") : answer["result"]!;
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, _closing.Token);
                if (part.MessageType is WebSocketMessageType.Close) { return; }
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) { continue; }
                Take(JsonNode.Parse(message.ToArray())!);
                message.SetLength(0);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException)
        {
            // Closed by us, or killed.
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } id)
        {
            if (_asked.TryRemove(id.GetValue<int>(), out var asked)) { asked.TrySetResult(message); }
            return;
        }

        var complaint = (string?)message["method"] switch
        {
            "Runtime.exceptionThrown" => message["params"]!["exceptionDetails"]!.ToJsonString(),
            "Log.entryAdded" when (string?)message["params"]!["entry"]!["level"] is "error" => Say(message["params"]!["entry"]!),
            _ => null,
        };
        if (complaint is not null) { _complaints.Enqueue(complaint); }
    }

    private static string Say(JsonNode entry) => string.Create(
        CultureInfo.InvariantCulture, $"{(string?)entry["source"]}: {(string?)entry["text"]} {(string?)entry["url"]}");
}
