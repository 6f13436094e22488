using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Recording;

/// <summary>
/// Events that must come before this batch are not in the record: they are still on their way, or the compliance
/// database was restored from a backup. Nothing of the batch is recorded or acknowledged, until they come or
/// <see cref="RecorderOptions.AcceptGapBefore"/> gives them up.
/// </summary>
public sealed class EventGapException(EventPosition expected, EventPosition got)
    : Exception($"The record waits for {expected}, what came begins at {got}")
{
    public EventPosition Expected { get; } = expected;

    public EventPosition Got { get; } = got;
}
