using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Recording;

/// <summary>An event that somebody must look at.</summary>
/// <param name="RecordedAt">When it was recorded; when it happened is not known.</param>
/// <param name="Fault">Why it cannot be read.</param>
/// <param name="Bytes">As they came.</param>
public sealed record UnreadableEvent(EventPosition Position, DateTimeOffset RecordedAt, string Fault, ReadOnlyMemory<byte> Bytes);
