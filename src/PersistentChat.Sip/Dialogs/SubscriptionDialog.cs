using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transactions;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// The dialog that a SUBSCRIBE opens (RFC 6665 section 4.4.1), as far as it takes to notify in it: by BENOTIFY, which nobody
/// answers. Found by our own tag, and only on the connection it was opened on.
/// </summary>
public sealed class SubscriptionDialog
{
    private readonly Lock _gate = new();
    private readonly string _local;
    private readonly string _remote;
    private readonly List<string> _routes;
    private string _target;
    private int _remoteCSeq;
    private int _cseq;

    /// <param name="subscribe">The SUBSCRIBE, whose answers have the tag that is ours from now on.</param>
    public SubscriptionDialog(ServerTransaction subscribe)
    {
        var request = subscribe.Request;
        LocalTag = subscribe.CreateResponse(200).To.Tag!;
        Connection = subscribe.Connection;
        CallId = request.CallId;
        _local = $"<{request.To.Uri.Text}>;tag={LocalTag}";
        _remote = request.From.Text;
        _routes = [.. request.Headers.All(SipHeaderNames.RecordRoute)];
        _target = TargetOf(request);
        _remoteCSeq = request.CSeq.Number;
    }

    /// <summary>Ours.</summary>
    public string LocalTag { get; }

    public string CallId { get; }

    public SipConnection Connection { get; }

    /// <summary>A later request of the same dialog. False: it is older than one before (RFC 3261 section 12.2.2).</summary>
    public bool TryTouch(SipRequest request)
    {
        lock (_gate)
        {
            if (request.CSeq.Number <= _remoteCSeq) { return false; }
            _remoteCSeq = request.CSeq.Number;
            if (request.Contact is not null) { _target = TargetOf(request); }
            return true;
        }
    }

    /// <summary>Sends a BENOTIFY. False: the connection is on its way down.</summary>
    /// <param name="headers">Event, Subscription-State and whatever else.</param>
    /// <param name="contentType">Of the body.</param>
    /// <param name="body">What is told.</param>
    public bool TryNotify(
        ReadOnlySpan<(string Name, string Value)> headers, string contentType, ReadOnlyMemory<byte> body)
    {
        // Numbered and queued in one step.
        lock (_gate)
        {
            var request = new SipRequest(SipMethod.Benotify, _target) { Body = body };
            request.Headers.Add(SipHeaderNames.Via, $"{Connection.ViaSentBy};branch=z9hG4bK{Tags.NewText()}");
            request.Headers.Add(SipHeaderNames.MaxForwards, "70");
            request.Headers.Add(SipHeaderNames.From, _local);
            request.Headers.Add(SipHeaderNames.To, _remote);
            request.Headers.Add(SipHeaderNames.CallId, CallId);
            request.Headers.Add(SipHeaderNames.CSeq, new CSeq(++_cseq, SipMethod.Benotify).ToString());
            foreach (var route in _routes)
            {
                request.Headers.Add(SipHeaderNames.Route, route);
            }

            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            request.Headers.Add(SipHeaderNames.ContentType, contentType);
            return Connection.TrySend(request);
        }
    }

    private static string TargetOf(SipRequest request) => (request.Contact?.Uri ?? request.From.Uri).Text;
}
