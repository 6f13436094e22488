using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>An endpoint with an application, a clock and any number of in-memory connections.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly List<TestPeer> _peers = [];

    public TestServer(IAuthentication? authentication = null, SipLimits? limits = null, DialogOptions? dialogs = null)
    {
        Authentication = authentication ?? new NoAuthentication();
        Registrar = new Registrar(Options.Create(new RegistrationOptions()), Clock, NullLogger<Registrar>.Instance);
        Endpoint = new SipEndpoint(
            Application,
            Registrar,
            Options.Create(limits ?? new SipLimits()),
            Options.Create(dialogs ?? new DialogOptions()),
            Clock,
            NullLogger<SipEndpoint>.Instance);
    }

    public ManualClock Clock { get; } = new();

    public TestApplication Application { get; } = new();

    public RecordingUser User => Application.User;

    public Registrar Registrar { get; }

    public SipEndpoint Endpoint { get; }

    public IAuthentication Authentication { get; }

    public TestPeer Connect(long unread = 1024 * 1024, string? from = null, FrontEnd? frontEnd = null)
    {
        var address = from is null ? null : IPEndPoint.Parse(from);
        var peer = new TestPeer(new SipConnectionHandler(Endpoint, Authentication), $"c{_peers.Count + 1}", unread, address, frontEnd);
        _peers.Add(peer);
        return peer;
    }

    /// <summary>Connects, opens a dialog and acknowledges it.</summary>
    public async Task<(TestPeer Peer, Dialog Dialog)> OpenDialogAsync(long unread = 1024 * 1024)
    {
        var peer = Connect(unread);
        await peer.AskAsync(Wire.Invite());
        Application.Dialogs.TryDequeue(out var dialog);
        await peer.SendAsync(Wire.InDialog("ACK", 1, dialog!.LocalTag));
        return (peer, dialog);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync();
        }

        Endpoint.Dispose();
    }
}
