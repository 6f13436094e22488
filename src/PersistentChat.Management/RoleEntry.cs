namespace PersistentChat.Management;

/// <summary>As what a principal is listed in a room: itself, not by what it belongs to.</summary>
/// <param name="Principal">
/// <c>sip:user@domain</c>, <c>group:Name</c>, <c>domain:example.com</c> or <c>everybody</c>.
/// </param>
/// <param name="Roles">All of them; none takes it off the room's lists. A presenter is a member.</param>
public sealed record RoleEntry(string Principal, IReadOnlyList<RoomRole> Roles);
