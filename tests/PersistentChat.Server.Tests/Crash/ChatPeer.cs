using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Xccos;
using PersistentChat.Xccos.Client;
using PersistentChat.Xccos.Commands;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>
/// A person's client, signed in and with its chat dialog open: posts, and reports what it hears in the order it came.
/// </summary>
internal sealed class ChatPeer : IAsyncDisposable
{
    public const string Domain = "example.com";

    private const string Sequence = "1";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ClientDialog _dialog;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ToldReply>> _asked = new();
    private readonly Channel<ToldNotice> _notices = Channel.CreateUnbounded<ToldNotice>();
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
    public ChannelReader<ToldNotice> Notices => _notices.Reader;

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

    public Task JoinAsync(params IEnumerable<Guid> rooms) => AskAsync(new BatchJoinCommand(Sequence, [.. rooms.Select(UriOf)], []));

    public Task PartAsync(Guid room) => AskAsync(new PartCommand(Sequence, UriOf(room)));

    /// <summary>The last messages of a room, oldest first.</summary>
    public async Task<IReadOnlyList<HeardPost>> ReadHistoryAsync(Guid room, int count) =>
        [.. (await AskAsync(new RecentHistoryCommand(Sequence, UriOf(room), count))).Messages.Select(HeardPost.Of)];

    /// <summary>Posts and waits for SIP's answer.</summary>
    /// <exception cref="IOException">The connection was lost before there was one.</exception>
    public async Task<SipResponse> PostAsync(Guid room, string text)
    {
        using var cancel = new CancellationTokenSource(Limit);
        var post = new Post(Sequence, UriOf(room), Alert: false, new MessageContent(text, Markup: null), ClientMessageId: null);
        return await SayAsync(NextEnvelope(), post, cancel.Token);
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

    private static RoomUri UriOf(Guid room) => new(Domain, room);

    private string NextEnvelope() => Interlocked.Increment(ref _envelopes).ToString(CultureInfo.InvariantCulture);

    private Task<SipResponse> SayAsync(string envelope, ClientPrimitive said, CancellationToken ct) =>
        _dialog.SendInfoAsync(CommandEncoder.Encode(envelope, said, Person, DateTimeOffset.UtcNow), ct);

    private async Task<ToldReply> AskAsync(ClientPrimitive command)
    {
        var envelope = NextEnvelope();
        var reply = new TaskCompletionSource<ToldReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[envelope] = reply;
        using var cancel = new CancellationTokenSource(Limit);
        Assert.That((await SayAsync(envelope, command, cancel.Token)).Status, Is.EqualTo(200), command.ToString);
        var told = await reply.Task.WaitAsync(cancel.Token);
        Assert.That(told.Code, Is.EqualTo(200), told.ToString);
        return told;
    }

    private async Task ListenAsync()
    {
        try
        {
            await foreach (var body in _dialog.Incoming.ReadAllAsync())
            {
                foreach (var told in ServerReader.Read(body))
                {
                    Hear(told);
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

    private void Hear(Told told)
    {
        switch (told)
        {
            case ToldMessage post:
                _onPost(HeardPost.Of(post.Message));
                break;
            case ToldReply reply when _asked.TryRemove(reply.EnvelopeId, out var asked):
                asked.TrySetResult(reply);
                break;
            case ToldNotice notice:
                _notices.Writer.TryWrite(notice);
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
