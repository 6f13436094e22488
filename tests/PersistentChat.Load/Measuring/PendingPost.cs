namespace PersistentChat.Load.Measuring;

/// <summary>A post that is on its way to a number of receivers.</summary>
internal sealed class PendingPost(PostMark mark, int receivers)
{
    private readonly TaskCompletionSource<bool> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = receivers;

    public PostMark Mark { get; } = mark;

    public int Missing => Volatile.Read(ref _missing);

    /// <summary>Completes when all of them have heard it, or with false when it was given up.</summary>
    public Task<bool> Heard => _heard.Task;

    /// <summary>How many have not heard it yet; negative: it was heard more often than there are receivers.</summary>
    public int Hear() => Interlocked.Decrement(ref _missing);

    /// <summary>All have heard it; or nobody waits for the others any more.</summary>
    public void Close(bool isHeard) => _heard.TrySetResult(isHeard);
}
