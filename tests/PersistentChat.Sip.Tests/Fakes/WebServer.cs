using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>
/// A web server with SIP over WebSocket at /sip, on a real port, with a clock that stands still. It can be told to see its
/// connections come from another machine, and in that case at its own address <see cref="Outside"/>.
/// </summary>
internal sealed class WebServer : IAsyncDisposable
{
    /// <summary>Where other machines reach it.</summary>
    public static readonly IPAddress Outside = IPAddress.Parse("192.0.2.80");

    private readonly WebApplication _app;

    private WebServer(WebApplication app) => _app = app;

    public TestApplication Application => (TestApplication)_app.Services.GetRequiredService<ISipApplication>();

    public ManualClock Clock => (ManualClock)_app.Services.GetRequiredService<TimeProvider>();

    public SipEndpoint Endpoint => _app.Services.GetRequiredService<SipEndpoint>();

    public Uri Sip { get; private set; } = null!;

    public static async Task<WebServer> StartAsync(
        IAuthentication? authentication = null,
        SipLimits? limits = null,
        SipWebSocketOptions? webSocket = null,
        string[]? origins = null,
        string[]? hosts = null,
        IPAddress? from = null,
        Action<ListenOptions>? listener = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new ManualClock());
        builder.Services.AddSingleton<ISipApplication>(new TestApplication());
        builder.Services.AddSip();
        builder.Services.AddSingleton(Options.Create(limits ?? new SipLimits()));
        builder.Services.AddSingleton(Options.Create(webSocket ?? new SipWebSocketOptions()));
        builder.Services.AddSingleton(Options.Create(new DialogOptions()));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, it => listener?.Invoke(it)));
        var app = builder.Build();
        if (from is not null)
        {
            app.Use((http, next) =>
            {
                (http.Connection.RemoteIpAddress, http.Connection.LocalIpAddress) = (from, Outside);
                return next(http);
            });
        }

        app.MapSip("/sip", authentication ?? new NoAuthentication(), new WebSocketAdmission(origins ?? [], new HostNames(hosts ?? [])));
        await app.StartAsync();
        var url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        var scheme = url.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs;
        return new WebServer(app) { Sip = new Uri($"{scheme}://127.0.0.1:{url.Port}/sip") };
    }

    public Task<WebSocketPeer> ConnectAsync() => WebSocketPeer.ConnectAsync(Sip);

    public Task<SipClient> ConnectClientAsync(CancellationToken ct) => SipClient.ConnectAsync(Sip, ct);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
