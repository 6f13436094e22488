namespace PersistentChat.Rooms.Membership;

/// <summary>Who says that a principal exists and what is in it. Stored by number.</summary>
public enum PrincipalSource
{
    /// <summary>The administrators of this pool.</summary>
    Local = 0,

    /// <summary>A directory from which it is synchronised: not to be changed here.</summary>
    Directory = 1,
}
