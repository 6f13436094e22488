namespace PersistentChat.Xccos.Blocks;

/// <summary><c>chanib/@behavior</c> (xccos.md section 5; upper case on the wire: K).</summary>
public enum RoomBehavior
{
    Normal,
    Auditorium,
}
