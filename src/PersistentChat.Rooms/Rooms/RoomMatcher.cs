using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Search;

namespace PersistentChat.Rooms.Rooms;

/// <summary>A room query made ready to be asked of every room of a pool.</summary>
internal sealed class RoomMatcher
{
    private readonly RoomQuery _query;
    private readonly string[] _parts;
    private readonly Affiliation? _member;
    private readonly Affiliation? _manager;
    private readonly Guid? _participant;
    private readonly Guid? _addIn;

    private RoomMatcher(RoomQuery query, Affiliation? member, Affiliation? manager, Guid? participant, Guid? addIn)
    {
        (_query, _member, _manager, _participant, _addIn) = (query, member, manager, participant, addIn);
        _parts = query.Match is WordMatch.Phrase
            ? query.Text.Trim() is { Length: > 0 } phrase ? [phrase] : []
            : query.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Null: it asks for somebody or something that is not known, so no room can match.</summary>
    public static RoomMatcher? Of(RoomQuery query, Pool pool)
    {
        var (member, manager, participant) = (Find(query.Member), Find(query.Manager), Find(query.Participant));
        var addIn = query.AddIn is null
            ? query.AddInId
            : pool.AddIns.Values.FirstOrDefault(it => string.Equals(it.Name, query.AddIn, StringComparison.OrdinalIgnoreCase))?.Id;
        var asksForNobody = (member, query.Member) is (null, not null) || (manager, query.Manager) is (null, not null)
            || (participant, query.Participant) is (null, not null) || (addIn, query.AddIn) is (null, not null);
        return asksForNobody ? null : new RoomMatcher(query, member, manager, participant?.Id, addIn);

        Affiliation? Find(string? uri) =>
            uri is not null && pool.Person(uri.ToLowerInvariant()) is { } person ? pool.Affiliations.Of(person) : null;
    }

    public bool IsMatch(RoomSnapshot room) =>
        HasSettings(room.Room)
        && _query.Among?.Contains(room.Id) is not false
        && HasWords(room.Room)
        && (_member is not { } member || room.RolesOf(member).HasFlag(RoomRoles.Member))
        && (_manager is not { } manager || room.RolesOf(manager).HasFlag(RoomRoles.Manager))
        && (_participant is not { } participant || room.IsPresent(participant));

    private bool HasSettings(Room room) =>
        (_query.Disabled ?? room.Disabled) == room.Disabled
        && (_query.CategoryId ?? room.CategoryId) == room.CategoryId
        && (_addIn ?? room.AddInId) == room.AddInId
        && (_query.Privacy ?? room.Privacy) == room.Privacy
        && (_query.Type ?? room.Type) == room.Type
        && (_query.InvitationsOff ?? room.InvitationsOff) == room.InvitationsOff;

    private bool HasWords(Room room)
    {
        return _parts.Length is 0 || (_query.Match is WordMatch.Any ? Array.Exists(_parts, IsIn) : Array.TrueForAll(_parts, IsIn));

        bool IsIn(string part) => room.Name.Contains(part, StringComparison.OrdinalIgnoreCase)
            || (_query.InDescription && room.Description.Contains(part, StringComparison.OrdinalIgnoreCase));
    }
}
