namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// When each INFO without answer was sent, by CSeq: a ring without gaps, since our CSeqs have none. Costs nothing per message
/// but eight bytes. Not safe for threads.
/// </summary>
internal sealed class UnansweredInfos
{
    private const long Answered = 0;
    private const int KeptWhileIdle = 16;

    private long[] _sentAt = [];
    private int _first;

    /// <summary>From the oldest without answer to the newest, answered ones in between included.</summary>
    public int Count { get; private set; }

    private int FirstCSeq { get; set; } = 1;

    /// <summary>When the oldest of them was sent; null when there is none.</summary>
    public long? OldestSentAt => Count == 0 ? null : _sentAt[_first];

    /// <summary>CSeqs come in order, each one more than the last.</summary>
    public void Sent(int cseq, long at)
    {
        if (Count == 0) { FirstCSeq = cseq; }
        if (Count == _sentAt.Length) { Grow(); }
        _sentAt[Slot(Count)] = at == Answered ? 1 : at;
        Count++;
    }

    /// <summary>True when that INFO was waiting for its answer.</summary>
    public bool TryAnswer(int cseq)
    {
        var index = (long)cseq - FirstCSeq;
        if (index < 0 || index >= Count || _sentAt[Slot((int)index)] == Answered) { return false; }

        _sentAt[Slot((int)index)] = Answered;
        while (Count > 0 && _sentAt[_first] == Answered)
        {
            _first = Slot(1);
            FirstCSeq++;
            Count--;
        }

        if (Count == 0 && _sentAt.Length > KeptWhileIdle) { _sentAt = []; }
        if (Count == 0) { _first = 0; }
        return true;
    }

    private int Slot(int index) => (_first + index) & (_sentAt.Length - 1);

    private void Grow()
    {
        var larger = new long[Math.Max(KeptWhileIdle, _sentAt.Length * 2)];
        for (var i = 0; i < Count; i++)
        {
            larger[i] = _sentAt[Slot(i)];
        }

        _sentAt = larger;
        _first = 0;
    }
}
