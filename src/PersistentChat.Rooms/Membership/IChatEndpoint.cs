namespace PersistentChat.Rooms.Membership;

/// <summary>
/// One dialog of one person: where a room's messages go. Implemented by the front door that holds the dialog.
/// </summary>
public interface IChatEndpoint
{
    /// <summary>Unique among all dialogs of the process, for ever.</summary>
    string DialogId { get; }

    /// <summary>
    /// Queues encoded envelopes, which leave together if they can. Called from any thread, must not block and must not throw: an endpoint that cannot
    /// take more ends its own dialog.
    /// </summary>
    void Deliver(params ReadOnlySpan<ReadOnlyMemory<byte>> envelopes);
}
