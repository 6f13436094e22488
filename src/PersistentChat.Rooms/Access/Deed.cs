namespace PersistentChat.Rooms.Access;

/// <summary>What somebody may do with a room, or not.</summary>
public enum Deed
{
    /// <summary>Find it in searches and lists.</summary>
    See,

    Join,

    /// <summary>Being in it is not asked here.</summary>
    Post,

    /// <summary>Read its history back; needs no join.</summary>
    Read,

    /// <summary>Search its history; needs no join.</summary>
    Search,

    Upload,

    Download,

    /// <summary>Change its settings and lists.</summary>
    Manage,
}
