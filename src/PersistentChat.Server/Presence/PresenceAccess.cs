using PersistentChat.Rooms.Membership;

namespace PersistentChat.Server.Presence;

/// <summary>Who sees whose state, note and card.</summary>
internal static class PresenceAccess
{
    /// <summary>Everybody who may use the pool sees everybody of the pool; containers do not restrict that.</summary>
    public static bool MaySee(Person watcher, Person? watched) => watcher.Enabled && watched is not null;
}
