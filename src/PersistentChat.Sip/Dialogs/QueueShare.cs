namespace PersistentChat.Sip.Dialogs;

/// <summary>
/// How much of what waits to leave a front end's connection is one dialog's, so that nobody who reads slowly behind it takes
/// the room of the others. Guarded by the queue's lock.
/// </summary>
internal sealed class QueueShare(int bound)
{
    private long _batch;
    private long _bytes;

    /// <summary>False: it has its share already. A single message may be larger when nothing else of the dialog waits.</summary>
    /// <param name="batch">What waits leaves together, as the batch of that number.</param>
    /// <param name="bytes">Of the message.</param>
    public bool TryTake(long batch, int bytes)
    {
        if (batch != _batch) { (_batch, _bytes) = (batch, 0); }
        if (_bytes > 0 && _bytes + bytes > bound) { return false; }
        _bytes += bytes;
        return true;
    }
}
