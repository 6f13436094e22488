using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Rooms.Store;

/// <summary>A compliance event as the journal wrote it.</summary>
/// <param name="Json">UTF-8; nobody after the journal writes it again.</param>
public sealed record OutboxEvent(EventPosition Position, byte[] Json);
