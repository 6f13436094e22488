namespace PersistentChat.Rooms.Roaming;

/// <param name="Data">As it is now.</param>
/// <param name="Wrong">Not empty: nothing was published, because of these.</param>
public sealed record Published(RoamingData Data, IReadOnlyList<WrongVersion> Wrong);
