using PersistentChat.Rooms.Search;

namespace PersistentChat.Rooms.Rooms;

/// <summary>Which rooms are looked for (fields as in xccos.md section 8.10). Null: does not matter.</summary>
public sealed record RoomQuery
{
    /// <summary>Parts of names separated by blanks, or one phrase; case does not matter. Empty: every room.</summary>
    public string Text { get; init; } = "";

    public WordMatch Match { get; init; }

    /// <summary>Each part may also stand in the description.</summary>
    public bool InDescription { get; init; }

    /// <summary>Address of a member.</summary>
    public string? Member { get; init; }

    /// <summary>Address of a manager.</summary>
    public string? Manager { get; init; }

    /// <summary>Address of somebody who is in the room now.</summary>
    public string? Participant { get; init; }

    public Guid? CategoryId { get; init; }

    public Guid? AddInId { get; init; }

    /// <summary>Name of the add-in, without regard to case.</summary>
    public string? AddIn { get; init; }

    /// <summary>Only rooms that are in here.</summary>
    public IReadOnlySet<Guid>? Among { get; init; }

    /// <summary>Only those that are, or are not; disabled rooms are found by nobody who does not ask for them.</summary>
    public bool? Disabled { get; init; } = false;

    public RoomPrivacy? Privacy { get; init; }

    public RoomType? Type { get; init; }

    public bool? InvitationsOff { get; init; }

    /// <summary>Rooms of the answer to leave out: those of the pages before.</summary>
    public int Skip { get; init; }

    /// <summary>Rooms in the answer; the server's search limit holds in any case.</summary>
    public int? Limit { get; init; }
}
