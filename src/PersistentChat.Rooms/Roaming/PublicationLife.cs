namespace PersistentChat.Rooms.Roaming;

/// <summary>How long a publication lasts (<c>expireType</c> in [MS-PRES] 2.2.2.1). Stored by number.</summary>
public enum PublicationLife
{
    /// <summary>Until it is taken away.</summary>
    Static = 0,

    /// <summary>As <see cref="Static"/>: it belongs to the person, whichever endpoint said it.</summary>
    User = 1,

    /// <summary>Until a time that came with it.</summary>
    Time = 2,

    /// <summary>As long as the connection on which it was said. Never stored.</summary>
    Endpoint = 3,
}
