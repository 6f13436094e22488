using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Access;

/// <summary>All that decisions about a person in a room depend on, besides the room's own settings.</summary>
/// <param name="Enabled">The person is.</param>
/// <param name="Permitted">Policy EnablePersistentChat, as it is for this person.</param>
/// <param name="Roles">Its own and those of everything it belongs to.</param>
public readonly record struct Standing(bool Enabled, bool Permitted, Scope Scope, RoomRoles Roles);
