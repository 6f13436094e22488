using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Journal;

/// <summary>A person was made a member of a room that sends invitations, and may be told so wherever it is online.</summary>
/// <param name="InvitationId">Counts 1, 2, 3… per person.</param>
public sealed record Invited(Person Person, RoomSnapshot Room, int InvitationId);
