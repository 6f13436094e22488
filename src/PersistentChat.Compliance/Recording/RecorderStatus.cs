namespace PersistentChat.Compliance.Recording;

/// <summary>What the recorder of this process is doing, for health; written by the recorder, read from anywhere.</summary>
public sealed class RecorderStatus
{
    /// <summary>Not a trouble if another worker has it.</summary>
    internal const string WaitsForLease = "Waiting for the lease";

    private volatile string? _trouble = "Starting";

    /// <summary>Why nothing is being recorded; null: nothing is in the way. No event's content is in it.</summary>
    public string? Trouble => _trouble;

    internal void Works() => _trouble = null;

    internal void Fails(string why) => _trouble = why;
}
