using System.Collections.Immutable;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>A person in a room, through one dialog or several: one line of the roster.</summary>
/// <param name="Roles">As they are now.</param>
/// <param name="JoinId">The compliance event with which the person came; of no meaning with compliance off.</param>
public sealed record Presence(Person Person, RoomRoles Roles, ImmutableArray<string> DialogIds, Guid JoinId);
