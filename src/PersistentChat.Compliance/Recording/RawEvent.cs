using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Recording;

/// <summary>An event as the journal wrote it.</summary>
/// <param name="Json">UTF-8, byte for byte; nobody between journal and adapter writes it again.</param>
public readonly record struct RawEvent(EventPosition Position, ReadOnlyMemory<byte> Json);
