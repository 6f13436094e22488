namespace PersistentChat.Rooms.Store;

/// <summary>COMMIT was sent and failed: the transaction may or may not have happened. The writer's row knows.</summary>
internal sealed class UncertainCommitException(Exception inner)
    : Exception("The outcome of a commit is unknown", inner);
