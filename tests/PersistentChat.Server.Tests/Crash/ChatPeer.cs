using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Threading.Channels;
using System.Xml.Linq;
using PersistentChat.Load.Wire;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// A person's client, signed in and with its chat dialog open: posts, and reports what it hears in the order it came.
/// </summary>
internal sealed class ChatPeer : IAsyncDisposable
{
    public const string Domain = "example.com";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly XNamespace Xccos = "urn:parlano:xml:ns:xccos";

    private readonly ClientDialog _dialog;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<XElement>> _asked = new();
    private readonly Channel<XElement> _notices = Channel.CreateUnbounded<XElement>();
    private readonly Action<HeardPost> _onPost;
    private long _envelopes;

    private ChatPeer(SipClient client, ClientDialog dialog, string person, Action<HeardPost> onPost)
    {
        Client = client;
        _dialog = dialog;
        Person = person;
        _onPost = onPost;
        Listening = Task.Run(ListenAsync);
    }

    public SipClient Client { get; }

    public string Person { get; }

    /// <summary>
    /// Completes when the dialog has ended and everything before that was heard; fails with what the listener threw.
    /// </summary>
    public Task Listening { get; }

    /// <summary>Who came and who went.</summary>
    public ChannelReader<XElement> Notices => _notices.Reader;

    public static async Task<ChatPeer> OpenAsync(EndPoint server, string person, Action<HeardPost> onPost)
    {
        using var cancel = new CancellationTokenSource(Limit);
        return await OpenAsync(await SipClient.ConnectAsync(server, cancel.Token), person, onPost);
    }

    public static async Task<ChatPeer> OpenAsync(SipClient client, string person, Action<HeardPost> onPost)
    {
        using var cancel = new CancellationTokenSource(Limit);
        var answer = await client.RegisterAsync(person, cancel.Token);
        Assert.That(answer.Status, Is.EqualTo(200), "signing in");
        return new ChatPeer(client, await client.InviteAsync(person, $"sip:pchat@{Domain}", cancel.Token), person, onPost);
    }

    public Task JoinAsync(params IEnumerable<Guid> rooms) => AskAsync(Envelopes.Join(Domain, rooms));

    public Task PartAsync(Guid room) => AskAsync(Envelopes.Part(UriOf(room)));

    /// <summary>The last messages of a room, oldest first.</summary>
    public async Task<IReadOnlyList<HeardPost>> ReadHistoryAsync(Guid room, int count)
    {
        var reply = await AskAsync(Envelopes.RecentHistory(UriOf(room), count));
        return [.. reply.Descendants(Xccos + "msg").Select(HeardPost.Read)];
    }

    /// <summary>Posts and waits for SIP's answer.</summary>
    /// <exception cref="IOException">The connection was lost before there was one.</exception>
    public async Task<SipResponse> PostAsync(Guid room, string text)
    {
        using var cancel = new CancellationTokenSource(Limit);
        return await _dialog.SendInfoAsync(Envelopes.Seal(NextEnvelope(), Envelopes.Post(UriOf(room), Person, text)), cancel.Token);
    }

    /// <summary>Says that the dialog goes on (RFC 4028).</summary>
    public async Task RefreshAsync()
    {
        using var cancel = new CancellationTokenSource(Limit);
        Assert.That((await _dialog.UpdateAsync(cancel.Token)).Status, Is.EqualTo(200));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static string UriOf(Guid room) => new RoomUri(Domain, room).ToString();

    private long NextEnvelope() => Interlocked.Increment(ref _envelopes);

    private async Task<XElement> AskAsync(XElement command)
    {
        var envelope = NextEnvelope();
        var reply = new TaskCompletionSource<XElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[envelope.ToString(CultureInfo.InvariantCulture)] = reply;
        using var cancel = new CancellationTokenSource(Limit);
        var answer = await _dialog.SendInfoAsync(Envelopes.Seal(envelope, command), cancel.Token);
        Assert.That(answer.Status, Is.EqualTo(200), command.ToString);
        var said = await reply.Task.WaitAsync(cancel.Token);
        Assert.That((string?)said.Element(Xccos + "resp")?.Attribute("code"), Is.EqualTo("200"), said.ToString);
        return said;
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var body in _dialog.Incoming.ReadAllAsync())
            {
                foreach (var primitive in XElement.Parse(Encoding.UTF8.GetString(body.Span)).Elements())
                {
                    Hear(primitive);
                }
            }

            LoseQuestions(new IOException("The dialog has ended."));
        }
        catch (Exception failure)
        {
            LoseQuestions(failure);
            throw;
        }
    }

    private void Hear(XElement primitive)
    {
        switch (primitive.Name.LocalName)
        {
            case "grpchat":
                _onPost(HeardPost.Read(primitive));
                break;
            case "rpl":
                if (_asked.TryRemove((string)primitive.Element(Xccos + "commandid")!.Attribute("envid")!, out var reply))
                {
                    reply.TrySetResult(primitive);
                }

                break;
            default:
                _notices.Writer.TryWrite(primitive);
                break;
        }
    }

    private void LoseQuestions(Exception failure)
    {
        _notices.Writer.TryComplete();
        foreach (var (_, reply) in _asked)
        {
            reply.TrySetException(failure);
        }
    }
}
