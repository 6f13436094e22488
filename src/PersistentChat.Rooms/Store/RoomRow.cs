using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Store;

internal sealed class RoomRow
{
    public required Guid Id { get; init; }

    public Guid CategoryId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>The name without case: unique in the pool on every engine, whatever its collation.</summary>
    public string NameKey { get; init; } = "";

    public string Description { get; init; } = "";

    public RoomType Type { get; init; }

    public RoomPrivacy Privacy { get; init; }

    public bool Disabled { get; init; }

    public bool InvitationsOff { get; init; }

    /// <summary>No foreign key: SQLite would have to make the table anew. The journal sees to it.</summary>
    public Guid? AddInId { get; init; }

    public long FirstChatId { get; init; }

    /// <summary>Concurrency token: whoever writes messages says which number it believes to be the last.</summary>
    public long LastChatId { get; set; }

    public DateTimeOffset LastAt { get; set; }
}
