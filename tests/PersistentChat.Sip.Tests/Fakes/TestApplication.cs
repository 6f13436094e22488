using System.Collections.Concurrent;
using System.Threading.Channels;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>An application that accepts every INVITE and answers everything else 200, unless told otherwise.</summary>
internal sealed class TestApplication : ISipApplication
{
    private readonly Channel<SipConnection> _closed = Channel.CreateUnbounded<SipConnection>();

    public ConcurrentQueue<ServerTransaction> Requests { get; } = new();

    public ConcurrentQueue<Dialog> Dialogs { get; } = new();

    public RecordingUser User { get; } = new();

    public Action<ServerTransaction>? Handler { get; set; }

    public void OnRequest(ServerTransaction transaction)
    {
        Requests.Enqueue(transaction);
        if (Handler is not null)
        {
            Handler(transaction);
            return;
        }

        if (transaction.Request.Method == SipMethod.Invite)
        {
            Dialogs.Enqueue(transaction.Accept(User));
            return;
        }

        transaction.Respond(200);
    }

    public void OnConnectionClosed(SipConnection connection) => _closed.Writer.TryWrite(connection);

    public Task<SipConnection> NextClosedAsync(CancellationToken ct) => _closed.Reader.ReadAsync(ct).AsTask();
}
