using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Client;

/// <summary>The client of this project against the endpoint of this project, over a real socket.</summary>
public class SipClientTests
{
    private readonly TestApplication _application = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(10));
    private WebApplication _server = null!;
    private IPEndPoint _address = null!;

    private CancellationToken Ct => _patience.Token;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = Build(IPAddress.Loopback);
        _application.Handler = transaction =>
        {
            var method = transaction.Request.Method;
            if (method == "INVITE" && transaction.Request.To.Uri.User == "nobody") { transaction.Respond(404); }
            else if (method == "INVITE") { transaction.Accept(new Echo()); }
            else if (method == "REGISTER")
            {
                var result = _server.Services.GetRequiredService<Registrar>().Register(transaction);
                transaction.Respond(result.Status, result.Reason, [.. result.Headers]);
            }
            else { transaction.Respond(501); }
        };
        await _server.StartAsync(Ct);
        var url = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _address = new IPEndPoint(IPAddress.Loopback, new Uri(url).Port);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        _patience.Dispose();
    }

    [Test]
    public async Task Registers_talks_refreshes_and_leaves()
    {
        await using var client = await SipClient.ConnectAsync(_address, Ct);
        var registered = await client.RegisterAsync(Wire.Alice, Ct);
        var dialog = await client.InviteAsync(Wire.Alice, Wire.Pool, Ct);
        var answer = await dialog.SendInfoAsync("<hello/>"u8.ToArray(), Ct);
        var echo = Encoding.UTF8.GetString((await dialog.Incoming.ReadAsync(Ct)).Span);
        var refreshed = await dialog.UpdateAsync(Ct);
        var bye = await dialog.ByeAsync(Ct);

        Assert.That((registered.Status, answer.Status, refreshed.Status, bye.Status), Is.EqualTo((200, 200, 200, 200)));
        Assert.That(echo, Is.EqualTo("<hello/>"));
        Assert.That(dialog.Answer.Headers["Session-Expires"], Is.EqualTo("600;refresher=uac"));
        await dialog.Ended.WaitAsync(Ct);
        await dialog.Incoming.Completion.WaitAsync(Ct);
    }

    [Test]
    public async Task Several_dialogs_share_a_connection()
    {
        await using var client = await SipClient.ConnectAsync(_address, Ct);
        var first = await client.InviteAsync(Wire.Alice, Wire.Pool, Ct);
        var second = await client.InviteAsync(Wire.Alice, Wire.Pool, Ct);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? first : second).SendInfoAsync(Encoding.ASCII.GetBytes($"{i}"), Ct)));
        for (var i = 0; i < 100; i++)
        {
            Assert.That(Encoding.ASCII.GetString((await first.Incoming.ReadAsync(Ct)).Span), Is.EqualTo($"{2 * i}"));
            Assert.That(Encoding.ASCII.GetString((await second.Incoming.ReadAsync(Ct)).Span), Is.EqualTo($"{(2 * i) + 1}"));
        }
    }

    [Test]
    public async Task A_refused_invite_is_an_exception_with_the_answer()
    {
        await using var client = await SipClient.ConnectAsync(_address, Ct);

        Assert.That(
            async () => await client.InviteAsync(Wire.Alice, "sip:nobody@example.com", Ct),
            Throws.InstanceOf<SipRefusedException>().With.Property("Response").Property("Status").EqualTo(404));
    }

    [Test]
    public async Task A_lost_connection_is_seen_by_everything_that_waits()
    {
        await using var client = await SipClient.ConnectAsync(_address, Ct);
        var dialog = await client.InviteAsync(Wire.Alice, Wire.Pool, Ct);

        var waiting = dialog.SendInfoAsync("die"u8.ToArray(), Ct);

        Assert.That(async () => await waiting, Throws.InstanceOf<IOException>());
        await client.Lost.WaitAsync(Ct);
        await dialog.Ended.WaitAsync(Ct);
        Assert.That(async () => await dialog.UpdateAsync(Ct), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task A_client_that_stops_reading_is_disconnected_and_others_are_not()
    {
        await using var slow = await SipClient.ConnectAsync(_address, Ct);
        await using var quick = await SipClient.ConnectAsync(_address, Ct);
        var slowDialog = await slow.InviteAsync(Wire.Alice, Wire.Pool, Ct);
        var quickDialog = await quick.InviteAsync(Wire.Alice, Wire.Pool, Ct);
        slow.StopReading();

        var flood = slowDialog.SendInfoAsync("flood"u8.ToArray(), Ct);

        SipConnection closed;
        do
        {
            closed = await _application.NextClosedAsync(Ct);
        }
        while (closed.CloseReason != "the peer reads too slowly");

        slow.ResumeReading();
        Assert.That(async () => await flood, Throws.InstanceOf<IOException>());
        Assert.That((await quickDialog.SendInfoAsync("x"u8.ToArray(), Ct)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task What_is_no_message_is_answered_and_the_connection_ends()
    {
        await using var client = await SipClient.ConnectAsync(_address, Ct);
        await client.SendRawAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());

        await client.Lost.WaitAsync(Ct);
    }

    [Test]
    public void Without_authentication_only_a_loopback_address_is_served() =>
        Assert.That(async () => await Build(IPAddress.Any).StartAsync(Ct), Throws.InvalidOperationException.With.Message.Contains("loopback"));

    private WebApplication Build(IPAddress address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ISipApplication>(_application);
        builder.Services.AddSip();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, 0, listener => listener.UseSip(new NoAuthentication())));
        return builder.Build();
    }

    /// <summary>Sends back what it gets; "die" closes the connection, "flood" sends until nothing more is taken.</summary>
    private sealed class Echo : IDialogUser
    {
        public void OnRequest(Dialog dialog, PersistentChat.Sip.Transactions.ServerTransaction transaction)
        {
            var body = transaction.Request.Body;
            var text = Encoding.UTF8.GetString(body.Span);
            if (text == "die")
            {
                dialog.End(DialogEnd.Ended);
                return;
            }

            if (text != "flood") { transaction.Respond(200); }
            while (dialog.TrySendInfo(text == "flood" ? new byte[100_000] : body) && text == "flood")
            {
            }
        }

        public void OnEnded(Dialog dialog, DialogEnd how)
        {
        }
    }
}
