namespace PersistentChat.Load;

/// <summary>The server did not do what the load needs; the run cannot go on, and has failed.</summary>
internal sealed class LoadException(string message) : Exception(message)
{
    /// <summary>It has too much to do (503); later it would have done it.</summary>
    public bool IsBusy { get; init; }
}
