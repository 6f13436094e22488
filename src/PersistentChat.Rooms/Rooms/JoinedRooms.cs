using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>What came of a join, room by room, in the order asked for.</summary>
/// <param name="Joined">Each room as it is right after this join, the joiner in it.</param>
public sealed record JoinedRooms(
    IReadOnlyList<(RoomSnapshot Room, Participant Participant)> Joined,
    IReadOnlyList<(Guid RoomId, Refusal Refusal)> Failed);
