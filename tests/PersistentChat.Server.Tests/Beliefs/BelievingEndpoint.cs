using System.Text;
using System.Xml.Linq;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Beliefs;

/// <summary>One endpoint of a person: says what it is told to say, and believes what it hears.</summary>
internal sealed class BelievingEndpoint : IAsyncDisposable
{
    private readonly SipClient _client;
    private readonly ClientDialog _dialog;
    private readonly Task _listening;
    private TaskCompletionSource _settled = new();
    private int _envelopes;

    private BelievingEndpoint(string person, SipClient client, ClientDialog dialog)
    {
        (Person, _client, _dialog) = (person, client, dialog);
        _listening = Task.Run(ListenAsync);
    }

    public string Person { get; }

    /// <summary>To be looked at when it has settled.</summary>
    public Belief Belief { get; } = new();

    /// <summary>Null: the person may not chat.</summary>
    public static async Task<BelievingEndpoint?> OpenAsync(TestServer server, string person)
    {
        var client = await server.ConnectAsync();
        try
        {
            var answer = await client.RegisterAsync(person, Patience.Token);
            Assert.That(answer.Status, Is.EqualTo(200), "signing in");
            return new BelievingEndpoint(person, client, await client.InviteAsync(person, server.Pool.PoolUri, Patience.Token));
        }
        catch (SipRefusedException refused) when (refused.Response.Status is 403)
        {
            await client.DisposeAsync();
            return null;
        }
    }

    /// <summary>Sends one primitive; SIP's answer to it.</summary>
    public Task<SipResponse> SayAsync(string primitive) => _dialog.SendInfoAsync(
        Encoding.UTF8.GetBytes(
            $"<xccos ver=\"1\" envid=\"{Interlocked.Increment(ref _envelopes)}\" xmlns=\"{WireNames.Namespace}\">{primitive}</xccos>"),
        Patience.Token);

    /// <summary>Whatever was sent to it before is heard: it asks something whose answer comes behind that.</summary>
    public async Task SettleAsync()
    {
        _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = await SayAsync("<cmd id=\"cmd:getserverinfo\" seqid=\"1\"><data/></cmd>");
        Assert.That(answer.Status, Is.EqualTo(200));
        await (await Task.WhenAny(_settled.Task, _listening)).WaitAsync(Patience.Limit);
    }

    /// <summary>BYE.</summary>
    public async Task HangUpAsync()
    {
        await _dialog.ByeAsync(Patience.Token);
        await DisposeAsync();
    }

    /// <summary>The connection goes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _listening;
    }

    private async Task ListenAsync()
    {
        await foreach (var body in _dialog.Incoming.ReadAllAsync())
        {
            var said = XElement.Parse(Encoding.UTF8.GetString(body.Span)).Elements().Single();
            Belief.Hear(said);
            if ((string?)said.Attribute("id") == WireNames.ReplyIds.ServerInfo)
            {
                _settled.TrySetResult();
            }
        }
    }
}
