using System.Threading.Channels;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>A dialog that <see cref="SipClient.InviteAsync"/> opened (RFC 3261 section 12.1.2).</summary>
public sealed class ClientDialog
{
    private const int MaxWaiting = 64 * 1024;

    private readonly Lock _order = new();
    private readonly SipClient _client;
    private readonly SipRequest _invite;
    private readonly Channel<ReadOnlyMemory<byte>> _incoming = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(MaxWaiting) { SingleWriter = true });

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SipResponse? _answer;
    private int _cseq;

    internal ClientDialog(SipClient client, SipRequest invite)
    {
        _client = client;
        _invite = invite;
        LocalTag = invite.From.Tag!;
    }

    public string LocalTag { get; }

    public string CallId => _invite.CallId;

    /// <summary>The server's tag.</summary>
    public string RemoteTag => Answer.To.Tag ?? "";

    /// <summary>The 200 to the INVITE.</summary>
    public SipResponse Answer => _answer ?? throw new InvalidOperationException("The dialog is not open yet.");

    /// <summary>Completes with the server's BYE or the loss of the connection.</summary>
    public Task Ended => _ended.Task;

    /// <summary>The bodies of the server's INFOs, each already answered 200. Who does not read lets the connection fill up.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Incoming => _incoming.Reader;

    /// <summary>Sends an INFO and waits for its answer, whatever it is.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public Task<SipResponse> SendInfoAsync(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        // Numbered and queued in one step: what leaves out of order is refused (RFC 3261 section 12.2.2).
        lock (_order)
        {
            var request = CreateRequest(SipMethod.Info);
            request.Headers.Add(SipHeaderNames.ContentType, "text/plain");
            request.Body = body;
            return _client.SendAsync(request, ct);
        }
    }

    /// <summary>Refreshes the session (RFC 4028 section 7.4).</summary>
    public Task<SipResponse> UpdateAsync(CancellationToken ct)
    {
        lock (_order) { return _client.SendAsync(CreateRequest(SipMethod.Update), ct); }
    }

    /// <summary>Ends the dialog.</summary>
    public async Task<SipResponse> ByeAsync(CancellationToken ct)
    {
        Task<SipResponse> sending;
        lock (_order) { sending = _client.SendAsync(CreateRequest(SipMethod.Bye), ct); }
        var answer = await sending;
        _client.Forget(this);
        return answer;
    }

    /// <summary>The next request of this dialog (RFC 3261 section 12.2.1.1), for what has no method of its own here.</summary>
    public SipRequest CreateRequest(string method) => Create(method, Answer, Interlocked.Increment(ref _cseq));

    internal SipRequest CreateAck(SipResponse answer) => Create(SipMethod.Ack, answer, _invite.CSeq.Number);

    internal void Open(SipResponse answer)
    {
        _answer = answer;
        _cseq = _invite.CSeq.Number;
    }

    internal async ValueTask OnInfoAsync(ReadOnlyMemory<byte> body)
    {
        try
        {
            await _incoming.Writer.WriteAsync(body);
        }
        catch (ChannelClosedException)
        {
            // It ended while its reader was behind.
        }
    }

    internal void OnEnded()
    {
        _incoming.Writer.TryComplete();
        _ended.TrySetResult();
    }

    private SipRequest Create(string method, SipResponse answer, int cseq)
    {
        var request = new SipRequest(method, (answer.Contact?.Uri ?? _invite.RequestUri).Text);
        var headers = request.Headers;
        headers.Add(SipHeaderNames.Via, _client.NewVia());
        headers.Add(SipHeaderNames.MaxForwards, "70");

        // The route set of a UAC is the Record-Route of the answer, turned round (RFC 3261 section 12.1.2).
        foreach (var route in answer.Headers.Elements(SipHeaderNames.RecordRoute).Reverse())
        {
            headers.Add(SipHeaderNames.Route, route);
        }

        headers.Add(SipHeaderNames.From, _invite.From.Text);
        headers.Add(SipHeaderNames.To, answer.To.Text);
        headers.Add(SipHeaderNames.CallId, CallId);
        headers.Add(SipHeaderNames.CSeq, new CSeq(cseq, method).ToString());
        return request;
    }
}
