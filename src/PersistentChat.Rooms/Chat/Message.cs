using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Chat;

/// <summary>What somebody said in a room.</summary>
/// <param name="ChatId">Counts 1, 2, 3… within the room.</param>
/// <param name="At">UTC, 100 ns, when the server took it; never decreases within a room.</param>
/// <param name="Text">Plain text, always there.</param>
/// <param name="Markup">The message as sent (one XML element) when it was more than plain text.</param>
public sealed record Message(
    Guid RoomId,
    long ChatId,
    Person Author,
    DateTimeOffset At,
    bool Alert,
    string Text,
    string? Markup);
