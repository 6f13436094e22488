using System.Collections.Concurrent;
using System.Threading.Channels;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Sip.Client;

/// <summary>The dialogs of a client that are open, and what it answers when the server asks, in one of them or outside.</summary>
/// <param name="answer">Sends an answer, if anybody is there to read it.</param>
internal sealed class ClientDialogs(Action<SipResponse> answer)
{
    private readonly ConcurrentDictionary<string, ClientDialog> _open = new();
    private readonly Channel<SipRequest> _others = Channel.CreateBounded<SipRequest>(new BoundedChannelOptions(1024)
    {
        FullMode = BoundedChannelFullMode.DropOldest,
    });

    /// <summary>Requests that belong to no dialog, already answered; the last 1024.</summary>
    public ChannelReader<SipRequest> Others => _others.Reader;

    public void Add(ClientDialog dialog) => _open[dialog.LocalTag] = dialog;

    public void Forget(ClientDialog dialog)
    {
        _open.TryRemove(dialog.LocalTag, out _);
        dialog.OnEnded();
    }

    public void EndAll()
    {
        foreach (var (_, dialog) in _open)
        {
            Forget(dialog);
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void OnLost()
    {
        EndAll();
        _others.Writer.TryComplete();
    }

    public async ValueTask ReceiveAsync(SipRequest request)
    {
        var dialog = request.To.Tag is { } tag && _open.TryGetValue(tag, out var found) && found.CallId == request.CallId
            ? found
            : null;
        switch (request.Method)
        {
            case SipMethod.Ack or SipMethod.Benotify:
                break;
            case SipMethod.Info:
                answer(SipResponse.To(request, dialog is null ? 481 : 200));
                if (dialog is not null) { await dialog.OnInfoAsync(request.Body); }
                return;
            case SipMethod.Bye:
                answer(SipResponse.To(request, dialog is null ? 481 : 200));
                if (dialog is not null) { Forget(dialog); }
                return;
            case SipMethod.Options or SipMethod.Notify or SipMethod.Message:
                answer(SipResponse.To(request, 200));
                break;
            default:
                answer(SipResponse.To(request, 501));
                break;
        }

        _others.Writer.TryWrite(request);
    }
}
