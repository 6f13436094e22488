using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Transactions;

/// <summary>
/// What is kept of a request so that it is not done twice. The transaction, with the whole request, only until it has its
/// final answer: whoever sends much has many of these for a while.
/// </summary>
/// <param name="toTag">The tag of all its answers.</param>
/// <param name="identity">The verified sender, an address of record.</param>
internal sealed class KnownRequest(TransactionKey key, string toTag, string identity, ServerTransaction open)
{
    private volatile ServerTransaction? _open = open;
    private volatile byte[]? _answer;

    public TransactionKey Key => key;

    public string ToTag => toTag;

    public string Identity => identity;

    /// <summary>The final answer, as it left; null when it could not.</summary>
    public void Answered(byte[]? answer)
    {
        _answer = answer;
        _open = null;
    }

    /// <summary>The request came again: the same bytes as before, or nothing while it is being worked on (17.2.2).</summary>
    public void Repeat(SipConnection connection)
    {
        if (_answer is { } answer) { connection.TrySendBytes(answer); }
    }

    /// <summary>CANCEL (RFC 3261 section 9.2): has an effect only on an INVITE without final answer.</summary>
    public void Cancel() => _open?.Cancel();
}
