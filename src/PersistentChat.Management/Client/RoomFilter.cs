namespace PersistentChat.Management.Client;

/// <summary>Which rooms are wanted; what is null is not asked about.</summary>
/// <param name="Text">Words of the name, all of which must be found.</param>
/// <param name="InDescription">The words may also stand in the description.</param>
/// <param name="Member">Address of a person who is a member.</param>
/// <param name="Manager">Address of a person who is a manager.</param>
/// <param name="AddIn">Name of a page that they have chosen.</param>
/// <param name="ContentAboveMb">More than so many million characters are kept in them.</param>
public sealed record RoomFilter(
    string? Text = null,
    bool InDescription = false,
    string? Member = null,
    string? Manager = null,
    Guid? CategoryId = null,
    string? AddIn = null,
    bool? Disabled = null,
    RoomPrivacy? Privacy = null,
    RoomType? Type = null,
    bool? InvitationsOff = null,
    int? ContentAboveMb = null);
