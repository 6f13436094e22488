using System.Buffers.Text;
using System.Text;
using System.Xml.Linq;
using PersistentChat.Load.Measuring;
using PersistentChat.Load.Wire;
using PersistentChat.Sip.Client;

namespace PersistentChat.Load;

/// <summary>
/// One person: a connection, signed in, with a chat dialog. What it hears is counted in the <see cref="Ledger"/>, and in each
/// room it must hear everything, once, in the room's order.
/// </summary>
internal sealed class Person : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly Target _target;
    private readonly Ledger _ledger;
    private readonly InfoConnection _connection;
    private readonly SipClient _client;
    private readonly Lock _gate = new();
    private readonly Dictionary<long, TaskCompletionSource<byte[]>> _asked = [];
    private readonly Dictionary<Guid, long> _lastIds = [];
    private ClientDialog _dialog = null!;
    private long _envelopes;

    private Person(Target target, string uri, Stream stream, System.Net.EndPoint? local, Ledger ledger)
    {
        (_target, _ledger, Uri) = (target, ledger, uri);
        _connection = new InfoConnection(stream, Hear);
        _client = new SipClient(_connection, local);
        if (target.Password is { } password)
        {
            _client.Credentials = new DigestCredentials(uri[4..], password);
        }
    }

    public string Uri { get; }

    public override string ToString() => Uri;

    public bool IsLost => _client.Lost.IsCompleted || _dialog.Ended.IsCompleted;

    /// <summary>Connects, registers, opens the chat dialog.</summary>
    /// <exception cref="LoadException">The server did not want it.</exception>
    /// <exception cref="IOException">It was lost on the way.</exception>
    public static async Task<Person> SignInAsync(Target target, int number, Ledger ledger, CancellationToken ct)
    {
        var (stream, local) = await InfoConnection.OpenAsync(target, ct);
        var person = new Person(target, target.PersonUri(number), stream, local, ledger);
        try
        {
            var answer = await person._client.RegisterAsync(person.Uri, ct);
            if (answer.Status != 200) { throw new LoadException($"{person.Uri} cannot sign in: {answer.Status} {answer.Reason}"); }
            person._dialog = await person._client.InviteAsync(person.Uri, target.Pool, ct);
            return person;
        }
        catch (SipRefusedException refused)
        {
            await person.DisposeAsync();
            throw new LoadException($"{person.Uri} gets no chat dialog: {refused.Message}");
        }
        catch
        {
            await person.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="LoadException">It may not enter one of them.</exception>
    public async Task JoinAsync(IReadOnlyCollection<Guid> rooms)
    {
        var reply = await AskAsync(Envelopes.Join(_target.Domain, rooms));
        if (reply.AsSpan().IndexOf("<fib "u8) >= 0) { throw new LoadException($"{Uri} may not enter a room: {Encoding.UTF8.GetString(reply)}"); }
    }

    /// <summary>Posts, and waits for the answer, which has to be 200: the message is on disk.</summary>
    /// <exception cref="LoadException">It was refused.</exception>
    public async Task PostAsync(Guid room, string text)
    {
        var envelope = Envelopes.Seal(Interlocked.Increment(ref _envelopes), Envelopes.Post(_target.RoomUri(room), Uri, text));
        using var cancel = new CancellationTokenSource(Limit);
        var answer = await _dialog.SendInfoAsync(envelope, cancel.Token);
        if (answer.Status != 200)
        {
            throw new LoadException($"a post of {Uri} was answered {answer.Status} {answer.Reason}") { IsBusy = answer.Status == 503 };
        }
    }

    /// <summary>The last messages of a room: how many came, and the number of the last of them.</summary>
    public async Task<(int Count, long LastId)> ReadHistoryAsync(Guid room, int count)
    {
        var reply = await AskAsync(Envelopes.RecentHistory(_target.RoomUri(room), count));
        var last = reply.AsSpan().LastIndexOf("<msg "u8);
        return (CountMessages(reply), last < 0 ? 0 : XccosBytes.ChatId(reply.AsSpan(last)));
    }

    /// <summary>How many messages a search shows.</summary>
    public async Task<int> SearchAsync(IEnumerable<Guid> rooms, string words, int limitPerRoom) =>
        CountMessages(await AskAsync(Envelopes.Search(rooms.Select(_target.RoomUri), words, limitPerRoom)));

    /// <summary>Says that the dialog goes on (RFC 4028).</summary>
    public async Task RefreshAsync()
    {
        using var cancel = new CancellationTokenSource(Limit);
        var answer = await _dialog.UpdateAsync(cancel.Token);
        if (answer.Status != 200) { throw new LoadException($"{Uri} cannot refresh its dialog: {answer.Status} {answer.Reason}"); }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<byte[]> AskAsync(XElement command)
    {
        var id = Interlocked.Increment(ref _envelopes);
        var reply = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) { _asked[id] = reply; }
        using var cancel = new CancellationTokenSource(Limit);
        var answer = await _dialog.SendInfoAsync(Envelopes.Seal(id, command), cancel.Token);
        if (answer.Status != 200) { throw new LoadException($"a command of {Uri} was answered {answer.Status} {answer.Reason}"); }
        return await reply.Task.WaitAsync(cancel.Token);
    }

    // One after the other: this is called by the reading of the one connection.
    private void Hear(ReadOnlySpan<byte> body, long at)
    {
        var primitive = XccosBytes.Primitive(body);
        if (primitive.StartsWith("grpchat "u8)) { HearPost(primitive, at); }
        else if (primitive.StartsWith("rpl "u8)) { HearReply(primitive); }
        else { _ledger.HearNotice(); }
    }

    private void HearPost(ReadOnlySpan<byte> post, long at)
    {
        var (room, id) = (XccosBytes.Room(post), XccosBytes.ChatId(post));
        var last = _lastIds.GetValueOrDefault(room);
        if (last > 0 && id != last + 1) { _ledger.Fail($"{Uri} hears message {id} of room {room} right behind {last}"); }
        _lastIds[room] = id;
        if (!PostMark.TryRead(post, out var mark)) { mark = default; }
        _ledger.Hear(mark, at);
    }

    private void HearReply(ReadOnlySpan<byte> reply)
    {
        TaskCompletionSource<byte[]>? asked;
        lock (_gate)
        {
            if (!Utf8Parser.TryParse(XccosBytes.Attribute(reply, " envid=\""u8), out long envelope, out _)
                || !_asked.Remove(envelope, out asked))
            {
                _ledger.Fail($"{Uri} was answered what it had not asked: {Encoding.UTF8.GetString(reply[..Math.Min(reply.Length, 300)])}");
                return;
            }
        }

        if (XccosBytes.Attribute(reply, " code=\""u8) is not [(byte)'2', (byte)'0', (byte)'0'])
        {
            asked.TrySetException(new LoadException($"{Uri} was refused: {Encoding.UTF8.GetString(reply[..Math.Min(reply.Length, 300)])}"));
            return;
        }

        asked.TrySetResult(reply.ToArray());
    }

    private static int CountMessages(byte[] reply) => reply.AsSpan().Count("<msg "u8);
}
