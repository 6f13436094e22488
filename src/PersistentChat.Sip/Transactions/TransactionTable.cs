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
    private readonly Dictionary<TransactionKey, ServerTransaction> _transactions = [];
    private readonly Dictionary<TransactionKey, ServerTransaction> _byCall = [];
    private readonly Queue<(ServerTransaction Transaction, long AnsweredAt, int Bytes)> _answered = new();
    private int _answeredBytes;

    public int Count
    {
        get
        {
            lock (_gate) { return _transactions.Count; }
        }
    }

    public bool TryFind(in TransactionKey key, [NotNullWhen(true)] out ServerTransaction? transaction)
    {
        lock (_gate) { return _transactions.TryGetValue(key, out transaction); }
    }

    /// <summary>
    /// RFC 3261 section 8.2.2.2: the same request by another way, which is to be done once. Only of peers whose branches mean
    /// something (section 8.1.1.7), and only before there is a dialog.
    /// </summary>
    public bool IsMerged(in TransactionKey key, SipRequest request)
    {
        if (request.To.Tag is not null || !key.HasCookie) { return false; }
        lock (_gate) { return _byCall.TryGetValue(key.WithoutBranch, out var other) && other.Key != key; }
    }

    /// <summary>False: there are too many unanswered requests already.</summary>
    public bool TryAdd(ServerTransaction transaction)
    {
        lock (_gate)
        {
            if (_transactions.Count - _answered.Count >= maxPending) { return false; }
            _transactions[transaction.Key] = transaction;
            if (transaction.Key.HasCookie) { _byCall[transaction.Key.WithoutBranch] = transaction; }
            return true;
        }
    }

    /// <summary>The final answer has left.</summary>
    public void Answered(ServerTransaction transaction, int bytes)
    {
        lock (_gate)
        {
            if (!_transactions.TryGetValue(transaction.Key, out var known) || known != transaction) { return; }
            _answered.Enqueue((transaction, clock.GetTimestamp(), bytes));
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
            while (_answered.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.AnsweredAt) >= Lifetime)
            {
                ForgetOldest();
            }
        }
    }

    private void ForgetOldest()
    {
        var oldest = _answered.Dequeue();
        _answeredBytes -= oldest.Bytes;
        var key = oldest.Transaction.Key;
        _transactions.Remove(key);
        if (_byCall.TryGetValue(key.WithoutBranch, out var last) && last == oldest.Transaction) { _byCall.Remove(key.WithoutBranch); }
    }
}
