using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Threading.Channels;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Client;

/// <summary>
/// The other side of a connection (RFC 3261 section 8.1), for tests, the command line and the load tool: registers, opens
/// dialogs, answers what the server asks. Any number of dialogs; safe for threads.
/// </summary>
public sealed class SipClient : IAsyncDisposable
{
    private readonly ClientTransport _transport;
    private readonly string _transportName;
    private readonly string _sentBy;
    private readonly ConcurrentDictionary<(string CallId, CSeq CSeq), TaskCompletionSource<SipResponse>> _waiting = new();
    private readonly ClientSignIn _signIn = new();
    private readonly ClientDialogs _dialogs;
    private readonly string _registerCallId = Tags.NewText();
    private int _registerCSeq;

    /// <summary>For a transport that is there already; it belongs to the client from now on.</summary>
    public SipClient(IDuplexPipe transport, EndPoint? local)
        : this(new ClientConnection(transport, local, transport is WebSocketTransport webSocket ? webSocket.Name : "TCP"))
    {
    }

    private SipClient(ClientConnection connection)
    {
        _transportName = connection.TransportName;

        // Who cannot know its own address makes up one that nobody has (RFC 7118 section 5.2, RFC 2606).
        _sentBy = connection.Local?.ToString() ?? $"{Tags.NewText()}.invalid";
        _dialogs = new ClientDialogs(TryAnswer);
        _transport = new ClientTransport(connection.Pipe, HandleAsync, OnLost);
    }

    /// <summary>What goes into <c>+sip.instance</c>; set it before registering to be the same device as another client.</summary>
    public Guid Instance { get; set; } = Guid.NewGuid();

    /// <summary>What to answer with when the server asks who this is, outside of dialogs; null: its 401 is the caller's.</summary>
    public DigestCredentials? Credentials
    {
        get => _signIn.Digest;
        set => _signIn.Digest = value;
    }

    /// <summary>The same for a server that offers no Digest; from then on everything is signed, in both directions.</summary>
    public NtlmCredentials? NtlmCredentials
    {
        get => _signIn.Ntlm;
        set => _signIn.Ntlm = value;
    }

    /// <summary>Completes when the connection is gone, for whatever reason.</summary>
    public Task Lost => _transport.Lost;

    /// <summary>Requests of the server that belong to no dialog, already answered; the last 1024.</summary>
    public ChannelReader<SipRequest> Requests => _dialogs.Others;

    /// <summary>SIP over TCP, or over TLS when there are options for it.</summary>
    /// <param name="endPoint">Where the server takes it.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="tls">Whom to expect there (<c>TargetHost</c>), and what else TLS is to have; null: TCP.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    /// <exception cref="IOException">It was lost before TLS was agreed on.</exception>
    /// <exception cref="AuthenticationException">The server is not who it should be, or speaks another TLS.</exception>
    public static async Task<SipClient> ConnectAsync(EndPoint endPoint, CancellationToken ct, SslClientAuthenticationOptions? tls = null) =>
        new(await ClientConnection.OpenAsync(endPoint, tls, ct));

    /// <summary>SIP over WebSocket (RFC 7118), <c>ws://host:port/path</c> or <c>wss:</c>.</summary>
    /// <param name="uri">Where the server takes it.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="configure">What else the WebSocket is to have, such as an Origin.</param>
    /// <exception cref="WebSocketException">Nobody listens there, or does not take it.</exception>
    public static async Task<SipClient> ConnectAsync(Uri uri, CancellationToken ct, Action<ClientWebSocketOptions>? configure = null) =>
        new(await ClientConnection.OpenAsync(uri, configure, ct));

    /// <summary>A request of its own, outside of any dialog, with the headers of RFC 3261 section 8.1.1; further ones may be added.</summary>
    public SipRequest CreateRequest(string method, string requestUri, string from, string to)
    {
        var request = new SipRequest(method, requestUri);
        var headers = request.Headers;
        headers.Add(SipHeaderNames.Via, NewVia());
        headers.Add(SipHeaderNames.MaxForwards, "70");
        headers.Add(SipHeaderNames.From, $"<{from}>;tag={Tags.NewText()}");
        headers.Add(SipHeaderNames.To, $"<{to}>");
        headers.Add(SipHeaderNames.CallId, Tags.NewText());
        headers.Add(SipHeaderNames.CSeq, $"1 {method}");
        return request;
    }

    /// <summary>Sends a request and waits for its final answer; if that is 401 and can be answered, once more.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<SipResponse> SendAsync(SipRequest request, CancellationToken ct)
    {
        var answer = await SendOnceAsync(request, ct);
        return answer.Status == 401 && request.To.Tag is null
            ? await _signIn.AnswerAsync(request, answer, (refused, authorization) => SendAgainAsync(request, refused, authorization, ct))
            : answer;
    }

    private async Task<SipResponse> SendAgainAsync(SipRequest request, SipResponse refused, string? authorization, CancellationToken ct)
    {
        if (request.Method == SipMethod.Invite) { Send(ChallengedRequest.Acknowledge(request, refused)); }
        var cseq = request.Method == SipMethod.Register ? Interlocked.Increment(ref _registerCSeq) : request.CSeq.Number + 1;
        ChallengedRequest.Repeat(request, cseq, NewVia(), authorization);
        return await SendOnceAsync(request, ct);
    }

    private async Task<SipResponse> SendOnceAsync(SipRequest request, CancellationToken ct)
    {
        var key = (request.CallId, request.CSeq);
        var answer = new TaskCompletionSource<SipResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_waiting.TryAdd(key, answer)) { throw new InvalidOperationException("The same request is waiting for its answer."); }
        try
        {
            Send(request);
            if (Lost.IsCompleted) { throw ClientTransport.LostException(); }
            return await answer.Task.WaitAsync(ct);
        }
        finally
        {
            _waiting.TryRemove(key, out _);
        }
    }

    /// <summary>Sends a request without waiting for an answer: ACK, BENOTIFY, or one whose answer is of no interest.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public void Send(SipMessage message) =>
        _transport.Append((message, _signIn.Signer), static (it, output) => SipWriter.Write(it.message, output, it.Signer));

    /// <summary>Sends bytes as they are, sound or not.</summary>
    /// <exception cref="IOException">The connection was lost.</exception>
    public Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        _transport.Append(bytes, static (it, output) => System.Buffers.BuffersExtensions.Write(output, it.Span));
        return Task.CompletedTask;
    }

    /// <summary>Signs in, or again: always with the same Call-ID. The answer may be a refusal.</summary>
    /// <param name="person">Address of record, such as <c>sip:alice@example.com</c>.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="expires">Seconds; 0 signs out; null leaves it to the server.</param>
    public Task<SipResponse> RegisterAsync(string person, CancellationToken ct, int? expires = null)
    {
        var host = person[(person.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var request = CreateRequest(SipMethod.Register, $"sip:{host}", person, person);
        request.Headers[SipHeaderNames.CallId] = _registerCallId;
        request.Headers[SipHeaderNames.CSeq] = $"{Interlocked.Increment(ref _registerCSeq)} {SipMethod.Register}";
        request.Headers.Add(SipHeaderNames.Contact, $"<sip:{_sentBy};transport={_transportName.ToLowerInvariant()}>;+sip.instance=\"<urn:uuid:{Instance}>\"");
        if (expires is { } seconds) { request.Headers.Add(SipHeaderNames.Expires, seconds.ToString(CultureInfo.InvariantCulture)); }
        return SendAsync(request, ct);
    }

    /// <summary>Opens a dialog with a URI.</summary>
    /// <exception cref="SipRefusedException">It was not accepted.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public async Task<ClientDialog> InviteAsync(string person, string uri, CancellationToken ct)
    {
        var invite = CreateRequest(SipMethod.Invite, uri, person, uri);
        invite.Headers.Add(SipHeaderNames.Contact, $"<{person}>");

        // In the table before the answer, since an INFO may come in the same segment as the 200.
        var dialog = new ClientDialog(this, invite);
        _dialogs.Add(dialog);
        try
        {
            var answer = await SendAsync(invite, ct);
            if (answer.Status >= 300)
            {
                Send(dialog.CreateAck(answer));
                throw new SipRefusedException(answer);
            }

            dialog.Open(answer);
            Send(dialog.CreateAck(answer));
            return dialog;
        }
        catch
        {
            _dialogs.Forget(dialog);
            throw;
        }
    }

    /// <summary>From now on reads nothing: the slow reader of every chat.</summary>
    public void StopReading() => _transport.StopReading();

    /// <summary>Goes on where <see cref="StopReading"/> stopped.</summary>
    public void ResumeReading() => _transport.ResumeReading();

    public async ValueTask DisposeAsync()
    {
        // A reader that waits for somebody to take what came would never see the end.
        _dialogs.EndAll();
        await _transport.DisposeAsync();
        _signIn.Dispose();
    }

    internal string NewVia() => $"SIP/2.0/{_transportName} {_sentBy};branch=z9hG4bK{Tags.NewText()}";

    internal void Forget(ClientDialog dialog) => _dialogs.Forget(dialog);

    private async ValueTask HandleAsync(SipMessage message)
    {
        // Somebody is in between: what came cannot be believed, and what is sent would be read by nobody one knows.
        if (!_signIn.Verify(message)) { throw new IOException("A message of the server is not signed by it."); }
        switch (message)
        {
            case SipRequest request:
                await _dialogs.ReceiveAsync(request);
                break;
            case SipResponse { IsFinal: true } response when _waiting.TryGetValue((response.CallId, response.CSeq), out var answer):
                answer.TrySetResult(response);
                break;
        }
    }

    private void TryAnswer(SipResponse response) =>
        _transport.TryAppend((response, _signIn.Signer), static (it, output) => SipWriter.Write(it.response, output, it.Signer));

    private void OnLost()
    {
        foreach (var (_, answer) in _waiting)
        {
            answer.TrySetException(ClientTransport.LostException());
        }

        _dialogs.OnLost();
    }
}
