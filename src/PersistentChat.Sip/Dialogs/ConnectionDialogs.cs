namespace PersistentChat.Sip.Dialogs;

/// <summary>The dialogs of one connection, so that all of them end with it.</summary>
internal sealed class ConnectionDialogs
{
    private readonly Lock _gate = new();
    private readonly HashSet<Dialog> _dialogs = [];
    private bool _isOver;

    public int Count
    {
        get
        {
            lock (_gate) { return _dialogs.Count; }
        }
    }

    public bool IsOver
    {
        get
        {
            lock (_gate) { return _isOver; }
        }
    }

    /// <summary>False: the connection is over, and nobody would end it.</summary>
    public bool TryAdd(Dialog dialog)
    {
        lock (_gate) { return !_isOver && _dialogs.Add(dialog); }
    }

    public void Remove(Dialog dialog)
    {
        lock (_gate) { _dialogs.Remove(dialog); }
    }

    /// <summary>Those left at the end of the connection; none is taken after it.</summary>
    public IReadOnlyList<Dialog> Drain()
    {
        lock (_gate)
        {
            _isOver = true;
            return [.. _dialogs];
        }
    }
}
