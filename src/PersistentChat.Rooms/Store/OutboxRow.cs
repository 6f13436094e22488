namespace PersistentChat.Rooms.Store;

/// <summary>A compliance event on its way out, written in the transaction that made it true.</summary>
internal sealed class OutboxRow
{
    public required long Epoch { get; init; }

    /// <summary>Dense within the epoch.</summary>
    public required long Number { get; init; }

    /// <summary>The event as JSON (UTF-8), the form in which everybody after this gets it.</summary>
    public required byte[] Event { get; init; }
}
