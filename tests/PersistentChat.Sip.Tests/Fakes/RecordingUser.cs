using System.Threading.Channels;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Transactions;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>A dialog's user that answers 200 and remembers.</summary>
internal sealed class RecordingUser : IDialogUser
{
    private readonly Channel<DialogEnd> _ends = Channel.CreateUnbounded<DialogEnd>();

    public List<string> Bodies { get; } = [];

    public int Ends { get; private set; }

    public Action<Dialog, ServerTransaction> Answer { get; set; } = (_, transaction) => transaction.Respond(200);

    public void OnRequest(Dialog dialog, ServerTransaction transaction)
    {
        Bodies.Add(System.Text.Encoding.UTF8.GetString(transaction.Request.Body.Span));
        Answer(dialog, transaction);
    }

    public void OnEnded(Dialog dialog, DialogEnd how)
    {
        Ends++;
        _ends.Writer.TryWrite(how);
    }

    public Task<DialogEnd> NextEndAsync(CancellationToken ct) => _ends.Reader.ReadAsync(ct).AsTask();
}
