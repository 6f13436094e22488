using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Recording;

/// <summary>
/// An event comes with a position at which the record has another event: the chat database was restored from a backup
/// and went on in its old epoch. Nothing of the batch is recorded or acknowledged. The journal must begin a new epoch.
/// </summary>
public sealed class ForkedEpochException(EventPosition position)
    : Exception($"The record has another event at {position}: the chat database must begin a new epoch")
{
    public EventPosition Position { get; } = position;
}
