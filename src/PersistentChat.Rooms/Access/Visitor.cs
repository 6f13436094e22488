using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Access;

/// <summary>
/// What is the same about a person whichever room is asked about: worked out once by whoever asks about many.
/// </summary>
/// <param name="Enabled">The person is.</param>
/// <param name="Permitted">Policy EnablePersistentChat, as it is for this person.</param>
public readonly record struct Visitor(bool Enabled, bool Permitted, Affiliation Who)
{
    public Standing StandingIn(RoomSnapshot room) => StandingIn(room, room.RolesOf(Who));

    /// <param name="roles">What <see cref="RoomSnapshot.RolesOf(Affiliation)"/> says, for whoever has asked already.</param>
    public Standing StandingIn(RoomSnapshot room, RoomRoles roles) => new(Enabled, Permitted, room.Category.ScopeOf(Who), roles);
}
