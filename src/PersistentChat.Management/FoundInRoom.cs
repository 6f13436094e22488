namespace PersistentChat.Management;

/// <summary>What a search found in one room.</summary>
/// <param name="Name">Of the room.</param>
/// <param name="Total">How many messages were found, those not in the answer among them.</param>
/// <param name="Messages">
/// Its <c>next</c> is for the list of the room's messages, asked for with the same words, authors and dates.
/// </param>
public sealed record FoundInRoom(Guid RoomId, string Name, int Total, FoundMessages Messages);
