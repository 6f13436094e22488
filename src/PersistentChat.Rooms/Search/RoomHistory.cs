using PersistentChat.Rooms.Chat;

namespace PersistentChat.Rooms.Search;

/// <summary>What a search found in one room.</summary>
/// <param name="Name">Of the room.</param>
/// <param name="Total">How many messages were found, those not in the answer among them.</param>
/// <param name="NextId">The first one found that is not in the answer: where the next page starts. Null: there is none.</param>
/// <param name="StoppedAt">
/// So much was to be looked at that the search gave up at this message; there may be more. Null: it has looked at everything.
/// </param>
public sealed record RoomHistory(
    Guid RoomId, string Name, IReadOnlyList<Message> Messages, int Total, long? NextId, long? StoppedAt)
{
    public bool IsComplete => StoppedAt is null;
}
