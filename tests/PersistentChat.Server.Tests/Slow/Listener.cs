using System.Net;
using System.Threading.Channels;
using PersistentChat.Server.Tests.Crash;
using PersistentChat.Sip.Client;
using PersistentChat.Xccos;
using PersistentChat.Xccos.Client;

namespace PersistentChat.Server.Tests.Slow;

/// <summary>A participant of the first room that keeps what it hears, in the order in which it came.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Channel<HeardPost> _posts = Channel.CreateUnbounded<HeardPost>();
    private readonly List<HeardPost> _heard = [];
    private ChatPeer? _peer;

    public static Guid Room => LoadPool.Rooms[0];

    public ChatPeer Peer => _peer ?? throw new InvalidOperationException("Not signed in yet.");

    public IReadOnlyList<HeardPost> Heard => _heard;

    public static async Task<Listener> JoinAsync(EndPoint server, string person) =>
        await JoinAsync(await SipClient.ConnectAsync(server, CancellationToken.None), person);

    public static async Task<Listener> JoinAsync(SipClient client, string person)
    {
        var listener = new Listener();
        listener._peer = await ChatPeer.OpenAsync(client, person, post => listener._posts.Writer.TryWrite(post));
        await listener._peer.JoinAsync(Room);
        return listener;
    }

    public async Task HearAsync(int count)
    {
        using var cancel = new CancellationTokenSource(Limit);
        for (var i = 0; i < count; i++)
        {
            _heard.Add(await _posts.Reader.ReadAsync(cancel.Token));
        }
    }

    /// <summary>What came until its dialog ended.</summary>
    public async Task HearToTheEndAsync()
    {
        await Peer.Listening.WaitAsync(Limit);
        while (_posts.Reader.TryRead(out var post))
        {
            _heard.Add(post);
        }
    }

    /// <summary>Waits until it is told that somebody has left.</summary>
    public async Task HearPartOfAsync(string person)
    {
        using var cancel = new CancellationTokenSource(Limit);
        while (!IsPartOf(await Peer.Notices.ReadAsync(cancel.Token), person))
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null) { await _peer.DisposeAsync(); }
    }

    private static bool IsPartOf(ToldNotice notice, string person) =>
        notice.Id == WireNames.NoticeIds.Part && notice.People.Any(told => told.Uri == person);
}
