namespace PersistentChat.Management;

/// <summary>What somebody may do with a room, or not.</summary>
public enum Deed
{
    See,
    Join,
    Post,
    Read,
    Search,
    Upload,
    Download,
    Manage,
}
