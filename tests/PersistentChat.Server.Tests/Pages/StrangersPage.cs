using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Pages;

/// <summary>A page that somebody else serves on this machine, and what it tries with a server that its reader is signed in at.</summary>
internal sealed class StrangersPage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StrangersPage(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<StrangersPage> StartAsync(string victim)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => TypedResults.Content(
            $$"""
            <!doctype html><body><script>
            const frame = document.createElement('iframe');
            const shown = new Promise(done => frame.addEventListener('load', done));
            frame.src = '{{victim}}api';
            document.body.append(frame);
            async function tries() {
                const outcomes = [];
                for (const [method, path, type] of [['POST', 'categories', 'text/plain'], ['POST', 'categories', 'application/json'], ['DELETE', 'session', '']]) {
                    try {
                        const reply = await fetch('{{victim}}api/' + path, {
                            method, credentials: 'include', headers: type ? { 'Content-Type': type } : {},
                            body: method === 'POST' ? '{"name":"mine"}' : undefined,
                        });
                        outcomes.push(reply.status);
                    } catch { /* not even the answer is shown */ }
                }
                await fetch('{{victim}}api/categories', { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"name":"mine"}' }).catch(() => 0);
                await shown;
                window.outcome = outcomes.length ? `answered ${outcomes}` : 'refused';
            }
            tries();
            </script></body>
            """,
            "text/html"));
        await app.StartAsync(Patience.Token);
        return new StrangersPage(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(Patience.Token);
        await _app.DisposeAsync();
    }
}
