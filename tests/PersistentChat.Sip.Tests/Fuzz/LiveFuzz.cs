using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fuzz;

/// <summary>Mutated captures over real sockets, each on a connection of its own, while somebody innocent is served beside them.</summary>
[NonParallelizable]
public class LiveFuzz
{
    private const int Messages = 5_000;
    private const int AtOnce = 8;
    private const int FirstSeed = 1_000_000_000;
    private const long MemoryBound = 64 * 1024 * 1024;
    private static readonly TimeSpan TimeForOne = TimeSpan.FromSeconds(60);

    private readonly TestApplication _application = new();
    private readonly RefusalLog _log = new();
    private int _answered;

    [Test]
    public async Task Five_thousand_mutations_over_sockets_end_in_time_and_nobody_else_notices()
    {
        await using var server = Build();
        await server.StartAsync();
        var url = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        var address = new IPEndPoint(IPAddress.Loopback, new Uri(url).Port);
        _application.Handler = transaction => Serve(server, transaction);
        await using var innocent = await SipClient.ConnectAsync(address, CancellationToken.None);
        await AskAsync(innocent);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        foreach (var seeds in Enumerable.Range(FirstSeed, Messages).Chunk(AtOnce))
        {
            await Task.WhenAll(seeds.Select(seed => SendAsync(address, seed)));
            if (seeds[0] % 200 < AtOnce) { await AskAsync(innocent); }
        }

        await AskAsync(innocent);
        var endpoint = server.Services.GetRequiredService<SipEndpoint>();
        using var patience = new CancellationTokenSource(TimeForOne);
        while (endpoint.ConnectionCount > 1)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }

        _application.Dialogs.Clear();
        _application.Requests.Clear();
        Assert.That(_log.Errors, Is.Empty);
        Assert.That(_answered, Is.GreaterThan(Messages / 4), "what was not answered was not looked at");
        Assert.That(endpoint.DialogCount, Is.Zero);
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(MemoryBound));
    }

    private static async Task AskAsync(SipClient innocent)
    {
        using var patience = new CancellationTokenSource(TimeForOne);
        var options = innocent.CreateRequest(SipMethod.Options, "sip:example.com", "sip:innocent@example.com", "sip:example.com");
        Assert.That((await innocent.SendAsync(options, patience.Token)).Status, Is.EqualTo(200));
    }

    // All there is to say is said; then the server has to come to an end of it.
    private async Task SendAsync(IPEndPoint address, int seed)
    {
        using var patience = new CancellationTokenSource(TimeForOne);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, patience.Token);
            var bytes = new byte[4096];
            await socket.SendAsync(Mutator.Mutate(seed), SocketFlags.None, patience.Token);
            socket.Shutdown(SocketShutdown.Send);
            var first = await socket.ReceiveAsync(bytes, SocketFlags.None, patience.Token);
            Assert.That(Encoding.UTF8.GetString(bytes.AsSpan(0, first)), first == 0 ? Is.Empty : Does.StartWith("SIP/2.0 "), $"seed {seed}");
            if (first > 0) { Interlocked.Increment(ref _answered); }
            while (await socket.ReceiveAsync(bytes, SocketFlags.None, patience.Token) > 0)
            {
                // Whatever else it has to say.
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Seed {seed} takes more than {TimeForOne}.");
        }
        catch (SocketException)
        {
            // The server has closed a stream that it could not go on with, before it had read all of it.
        }
    }

    private void Serve(WebApplication server, PersistentChat.Sip.Transactions.ServerTransaction transaction)
    {
        switch (transaction.Request.Method)
        {
            case SipMethod.Register:
                var result = server.Services.GetRequiredService<Registrar>().Register(transaction);
                transaction.Respond(result.Status, result.Reason, [.. result.Headers]);
                break;
            case SipMethod.Invite when transaction.Request.To.Tag is null:
                transaction.Accept(_application.User);
                break;
            default:
                transaction.Respond(200);
                break;
        }
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.Services.AddSip().AddSingleton<ISipApplication>(_application);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback, 0, listener => listener.UseSip(new PersistentChat.Sip.Authentication.NoAuthentication())));
        return builder.Build();
    }
}
