using System.Collections.Immutable;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// Everything about a room at one moment. Immutable: the journal makes the next one, anybody reads this one from any
/// thread. A post changes only the small members; the collections are shared between snapshots.
/// </summary>
public sealed record RoomSnapshot
{
    public required Room Room { get; init; }

    public required Category Category { get; init; }

    /// <summary>By person; who has no role has no entry.</summary>
    public ImmutableDictionary<Guid, RoomRoles> Roles { get; init; } = ImmutableDictionary<Guid, RoomRoles>.Empty;

    /// <summary>By dialog id: the audience of what is announced.</summary>
    public ImmutableDictionary<string, Participant> Participants { get; init; } =
        ImmutableDictionary<string, Participant>.Empty;

    /// <summary>By person: the roster, each once however many dialogs it has here.</summary>
    public ImmutableDictionary<Guid, Presence> Roster { get; init; } = ImmutableDictionary<Guid, Presence>.Empty;

    /// <summary>The lowest message number that is not purged.</summary>
    public long FirstId { get; init; } = 1;

    /// <summary>The newest message's number, 0 when there is none.</summary>
    public long LastId { get; init; }

    /// <summary>The latest moment anything happened here; nothing later gets an earlier one.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Too many people for a roster and for notices of who comes and goes.</summary>
    public bool IsLarge { get; init; }

    public Guid Id => Room.Id;

    public int PersonCount => Roster.Count;

    public RoomRoles RolesOf(Guid personId) => Roles.GetValueOrDefault(personId);

    public bool IsPresent(Guid personId) => Roster.ContainsKey(personId);

    /// <param name="limit">People above which a room is large.</param>
    /// <param name="joinId">See <see cref="Presence.JoinId"/>; unless the person is here already.</param>
    internal RoomSnapshot With(Participant participant, int limit, Guid joinId = default)
    {
        var presence = Roster.GetValueOrDefault(participant.Person.Id);
        var dialogs = presence?.DialogIds ?? [];
        joinId = presence?.JoinId ?? joinId;
        if (!dialogs.Contains(participant.DialogId))
        {
            dialogs = dialogs.Add(participant.DialogId);
        }

        return WithRoster(
            Participants.SetItem(participant.DialogId, participant),
            Roster.SetItem(participant.Person.Id, new(participant.Person, RolesOf(participant.Person.Id), dialogs, joinId)),
            limit);
    }

    /// <param name="limit">People above which a room is large.</param>
    internal RoomSnapshot Without(Participant participant, int limit)
    {
        var presence = Roster[participant.Person.Id];
        var dialogs = presence.DialogIds.Remove(participant.DialogId);
        var roster = dialogs.IsEmpty
            ? Roster.Remove(participant.Person.Id)
            : Roster.SetItem(participant.Person.Id, presence with { DialogIds = dialogs });
        return WithRoster(Participants.Remove(participant.DialogId), roster, limit);
    }

    internal RoomSnapshot WithRoles(Guid personId, RoomRoles roles) => this with
    {
        Roles = roles is RoomRoles.None ? Roles.Remove(personId) : Roles.SetItem(personId, roles),
        Roster = Roster.TryGetValue(personId, out var presence)
            ? Roster.SetItem(personId, presence with { Roles = roles })
            : Roster,
    };

    private RoomSnapshot WithRoster(
        ImmutableDictionary<string, Participant> participants, ImmutableDictionary<Guid, Presence> roster, int limit) =>
        this with
        {
            Participants = participants,
            Roster = roster,

            // Large above the limit, small again at 80 % of it: a room at the limit must not flicker.
            IsLarge = roster.Count > limit || (IsLarge && roster.Count * 5L > limit * 4L),
        };
}
