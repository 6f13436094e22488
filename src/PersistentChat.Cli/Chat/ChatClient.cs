using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using PersistentChat.Cli.Terminal;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;
using PersistentChat.Xccos;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Client;
using PersistentChat.Xccos.Commands;

namespace PersistentChat.Cli.Chat;

/// <summary>
/// A person's client on a connection: signs in, opens its chat dialog, asks, and hears. One step after the other, so that whoever
/// calls knows which one failed. Every step throws <see cref="RefusedException"/> when the server says no and
/// <see cref="IOException"/> when the connection is lost.
/// </summary>
internal sealed class ChatClient(SipClient sip, ChatAccount account) : IAsyncDisposable
{
    private const string Sequence = "1";
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    // Who does not listen must not stop the answers from being heard: the oldest go.
    private readonly Channel<Told> _heard = Channel.CreateBounded<Told>(
        new BoundedChannelOptions(16 * 1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true });

    private readonly ConcurrentDictionary<string, TaskCompletionSource<ToldReply>> _asked = new();
    private readonly CancellationTokenSource _closing = new();
    private Task _listening = Task.CompletedTask;
    private Task _refreshing = Task.CompletedTask;
    private ClientDialog? _dialog;
    private TimeSpan _silence = LongestSilence;
    private int _envelopes;

    /// <summary>Address of who this is.</summary>
    public string Person => account.Person;

    /// <summary>What is said and what happens in the rooms one is in; ends with the dialog.</summary>
    public ChannelReader<Told> Heard => _heard.Reader;

    private ClientDialog Dialog => _dialog ?? throw new InvalidOperationException("There is no chat dialog yet.");

    public async Task SignInAsync(CancellationToken ct)
    {
        account.Use(sip);
        var answer = await sip.RegisterAsync(account.Person, ct);
        SipRefusals.Require(answer, "sign-in");
        KeepWithin(answer.Headers[SipHeaderNames.Expires]);
    }

    public async Task SignOutAsync(CancellationToken ct) =>
        SipRefusals.Require(await sip.RegisterAsync(account.Person, ct, expires: 0), "sign-out");

    /// <param name="pool">Address of the pool. Null: <c>sip:pchat@</c> the person's domain.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task OpenAsync(string? pool, CancellationToken ct)
    {
        try
        {
            _dialog = await sip.InviteAsync(account.Person, pool ?? $"sip:pchat@{account.Domain}", ct);
        }
        catch (SipRefusedException refused)
        {
            SipRefusals.Require(refused.Response, "chat");
            throw;
        }

        KeepWithin(_dialog.Answer.Headers[SipHeaderNames.SessionExpires]);
        _listening = ListenAsync(_dialog);
        _refreshing = RefreshAsync(_dialog, _closing.Token);
    }

    /// <param name="name">Name, id or address of a room.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<RoomUri> FindRoomAsync(string name, CancellationToken ct)
    {
        if (RoomUri.TryParse(name, out var uri) || RoomUri.TryParse(account.Domain, name, out uri))
        {
            return uri;
        }

        var reply = await AskAsync(
            new RoomSearchCommand(
                Sequence, "BYNAME", name, Extended: false, AllWords: true, ExactPhrase: false, InDescription: false,
                RoomFilter.None, Skip: 0, MaxResults: null),
            "search for rooms", ct);
        var found = reply.Rooms.FirstOrDefault(room => room.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return found?.Uri ?? throw new RefusedException(
            $"There is no room {name} that {account.Person} may see.",
            reply.Rooms.Count > 0 ? $"There is: {string.Join(", ", reply.Rooms.Take(5).Select(room => room.Name))}" : null);
    }

    /// <summary>Who is in the room then; of a large room nobody is told.</summary>
    public async Task<IReadOnlyList<ToldPerson>> JoinAsync(RoomUri room, CancellationToken ct) =>
        (await AskAsync(new JoinCommand(Sequence, room), "join", ct)).People;

    /// <summary>The last messages of a room, oldest first.</summary>
    public async Task<IReadOnlyList<PostedMessage>> ReadHistoryAsync(RoomUri room, int count, CancellationToken ct) =>
        (await AskAsync(new RecentHistoryCommand(Sequence, room, count), "history", ct)).Messages;

    /// <summary>Returns when the message is on the server's disk.</summary>
    public async Task PostAsync(RoomUri room, string text, CancellationToken ct)
    {
        var post = new Post(Sequence, room, Alert: false, new MessageContent(text, Markup: null), ClientMessageId: null);
        SipRefusals.Require(await Dialog.SendInfoAsync(Encode(NextEnvelope(), post), ct), "post");
    }

    /// <summary>From when the server reads it nothing more of the room is heard.</summary>
    public Task PartAsync(RoomUri room, CancellationToken ct) => AskAsync(new PartCommand(Sequence, room), "part", ct);

    /// <summary>Once or more often; what was heard until then can still be read.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        await _closing.CancelAsync();
        await sip.DisposeAsync();
        await Task.WhenAll(_listening, _refreshing);
        _closing.Dispose();
    }

    private static byte[] Encode(string envelope, ChatAccount account, ClientPrimitive command)
    {
        try
        {
            return CommandEncoder.Encode(envelope, command, account.Person, DateTimeOffset.UtcNow);
        }
        catch (ArgumentException)
        {
            throw new RefusedException("There is a character in it that cannot be sent.");
        }
    }

    private byte[] Encode(string envelope, ClientPrimitive command) => Encode(envelope, account, command);

    private string NextEnvelope() => Interlocked.Increment(ref _envelopes).ToString(CultureInfo.InvariantCulture);

    private async Task<ToldReply> AskAsync(ClientPrimitive command, string what, CancellationToken ct)
    {
        var envelope = NextEnvelope();
        var asked = new TaskCompletionSource<ToldReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[envelope] = asked;
        try
        {
            SipRefusals.Require(await Dialog.SendInfoAsync(Encode(envelope, command), ct), what);
            if (Dialog.Ended.IsCompleted)
            {
                throw Lost();
            }

            var reply = await asked.Task.WaitAsync(ct);
            return reply.Code is 200 ? reply : throw new RefusedException($"{what}: {reply.Reason}");
        }
        finally
        {
            _asked.TryRemove(envelope, out _);
        }
    }

    private async Task ListenAsync(ClientDialog dialog)
    {
        Exception? failure = null;
        try
        {
            await foreach (var body in dialog.Incoming.ReadAllAsync())
            {
                foreach (var told in ServerReader.Read(body))
                {
                    Hear(told);
                }
            }
        }
        catch (FormatException strange)
        {
            failure = new IOException(strange.Message, strange);
        }

        _heard.Writer.TryComplete(failure);
        foreach (var (_, asked) in _asked)
        {
            asked.TrySetException(failure ?? Lost());
        }
    }

    private void Hear(Told told)
    {
        if (told is not ToldReply reply)
        {
            _heard.Writer.TryWrite(told);
            return;
        }

        if (_asked.TryRemove(reply.EnvelopeId, out var asked))
        {
            asked.TrySetResult(reply);
        }
    }

    // Both the session (RFC 4028) and the sign-in end when nothing is heard of them; who refreshes is always the client.
    private async Task RefreshAsync(ClientDialog dialog, CancellationToken closing)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_silence / 2, closing);
                SipRefusals.Require(await dialog.UpdateAsync(closing), "refresh");
                await SignInAsync(closing);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or RefusedException)
        {
            // Closing, or the server will not have it any longer: then the dialog ends, which the listener sees.
        }
    }

    // Seconds, perhaps with parameters behind them.
    private void KeepWithin(string? expires)
    {
        if (int.TryParse(expires?.Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0 && TimeSpan.FromSeconds(seconds) < _silence)
        {
            _silence = TimeSpan.FromSeconds(seconds);
        }
    }

    private static IOException Lost() => new("The server ended the chat, or the connection was lost.");
}
