using System.Diagnostics.CodeAnalysis;
using PersistentChat.Sip.Messages;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Transactions;

/// <summary>
/// The recent requests of one connection, so that a repeated one gets the same answer again and is not done twice. Answered
/// ones are forgotten after 32 s or when there are too many of them, the oldest first; others stay.
/// </summary>
internal sealed class TransactionTable(SipLimits limits, int maxPending, TimeProvider clock)
{
    /// <summary>64 times T1 (RFC 3261 section 17.2.2, timer J).</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(32);

    private readonly Lock _gate = new();
    private Dictionary<TransactionKey, KnownRequest> _transactions = [];

    // Of requests outside of a dialog: within one the same request does not come by two ways.
    private Dictionary<TransactionKey, KnownRequest> _byCall = [];
    private Queue<(KnownRequest Request, long AnsweredAt, int Bytes)> _answered = new();
    private int _answeredBytes;

    public int Count
    {
        get
        {
            lock (_gate) { return _transactions.Count; }
        }
    }

    public bool TryFind(TransactionKey key, [NotNullWhen(true)] out KnownRequest? request)
    {
        lock (_gate) { return _transactions.TryGetValue(key, out request); }
    }

    /// <summary>
    /// RFC 3261 section 8.2.2.2: the same request by another way, which is to be done once. Only of peers whose branches mean
    /// something (section 8.1.1.7), and only before there is a dialog.
    /// </summary>
    public bool IsMerged(TransactionKey key, SipRequest request)
    {
        if (!MayBeMerged(key, request)) { return false; }
        lock (_gate) { return _byCall.TryGetValue(key.WithoutBranch, out var other) && other.Key != key; }
    }

    /// <summary>False: there are too many unanswered requests already.</summary>
    public bool TryAdd(ServerTransaction transaction)
    {
        var known = transaction.Known;
        lock (_gate)
        {
            if (_transactions.Count - _answered.Count >= maxPending) { return false; }
            _transactions[known.Key] = known;
            if (MayBeMerged(known.Key, transaction.Request)) { _byCall[known.Key.WithoutBranch] = known; }
            return true;
        }
    }

    /// <summary>The final answer has left.</summary>
    public void Answered(KnownRequest request, int bytes)
    {
        lock (_gate)
        {
            if (!_transactions.TryGetValue(request.Key, out var known) || known != request) { return; }
            _answered.Enqueue((request, clock.GetTimestamp(), bytes));
            _answeredBytes += bytes;
            while (_answered.Count > limits.MaxRecentAnswers
                || (_answeredBytes > limits.MaxRecentAnswerBytes && _answered.Count > 1))
            {
                ForgetOldest();
            }
        }
    }

    public void ForgetOld()
    {
        lock (_gate)
        {
            var before = _answered.Count;
            while (_answered.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.AnsweredAt) >= Lifetime)
            {
                ForgetOldest();
            }

            // Whoever is idle has none, and no room for them: emptied ones would keep it.
            if (before > 0 && _transactions.Count == 0) { (_transactions, _byCall, _answered) = ([], [], new()); }
        }
    }

    private static bool MayBeMerged(TransactionKey key, SipRequest request) => request.To.Tag is null && key.HasCookie;

    private void ForgetOldest()
    {
        var oldest = _answered.Dequeue();
        _answeredBytes -= oldest.Bytes;
        var key = oldest.Request.Key;
        _transactions.Remove(key);
        if (_byCall.Count is 0) { return; }
        var call = key.WithoutBranch;
        if (_byCall.TryGetValue(call, out var last) && last == oldest.Request) { _byCall.Remove(call); }
    }
}
