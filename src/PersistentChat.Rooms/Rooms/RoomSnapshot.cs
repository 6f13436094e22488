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

    /// <summary>The one that <see cref="Room.AddInId"/> names.</summary>
    public AddIn? AddIn { get; init; }

    /// <summary>The people on the room's lists, each with all it is; who is on none has no entry.</summary>
    public ImmutableDictionary<Guid, RoomRoles> Roles { get; init; } = ImmutableDictionary<Guid, RoomRoles>.Empty;

    /// <summary>The groups and domains on the room's lists: apart, because there are few and people many.</summary>
    public ImmutableDictionary<Guid, RoomRoles> GroupRoles { get; init; } = ImmutableDictionary<Guid, RoomRoles>.Empty;

    /// <summary>By dialog id: the audience of what is announced.</summary>
    public ImmutableDictionary<string, Participant> Participants { get; init; } =
        ImmutableDictionary<string, Participant>.Empty;

    /// <summary>By person: the roster, each once however many dialogs it has here.</summary>
    public ImmutableDictionary<Guid, Presence> Roster { get; init; } = ImmutableDictionary<Guid, Presence>.Empty;

    /// <summary>The lowest message number that is not purged.</summary>
    public long FirstId { get; init; } = 1;

    /// <summary>The newest message's number, 0 when there is none.</summary>
    public long LastId { get; init; }

    /// <summary>How often messages were replaced in this process: what was read of them before is not what they say now.</summary>
    internal int Replacements { get; init; }

    /// <summary>The latest moment anything happened here; nothing later gets an earlier one.</summary>
    public DateTimeOffset LastAt { get; init; }

    /// <summary>Too many people for a roster and for notices of who comes and goes.</summary>
    public bool IsLarge { get; init; }

    public Guid Id => Room.Id;

    /// <summary>Whoever becomes a member is invited: the category wants it, and the room does not switch it off.</summary>
    public bool SendsInvitations => Category.SendsInvitations && !Room.InvitationsOff;

    public int PersonCount => Roster.Count;

    /// <summary>As which a person, group or domain is listed itself.</summary>
    public RoomRoles RolesOf(Guid principalId) =>
        Roles.TryGetValue(principalId, out var roles) ? roles : GroupRoles.GetValueOrDefault(principalId);

    /// <summary>All that somebody is here, itself or by what it belongs to.</summary>
    public RoomRoles RolesOf(Affiliation who)
    {
        var roles = Roles.GetValueOrDefault(who.Id);
        if (GroupRoles.Count <= who.Groups.Count)
        {
            foreach (var (id, more) in GroupRoles)
            {
                roles |= who.Groups.Contains(id) ? more : RoomRoles.None;
            }

            return roles;
        }

        foreach (var id in who.Groups.Items)
        {
            roles |= GroupRoles.GetValueOrDefault(id);
        }

        return roles;
    }

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
            Roster.SetItem(participant.Person.Id, new(participant.Person, participant.Roles, dialogs, joinId)),
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

    internal RoomSnapshot WithPersonRoles(Guid personId, RoomRoles roles) => this with { Roles = Set(Roles, personId, roles) };

    internal RoomSnapshot WithGroupRoles(Guid groupId, RoomRoles roles) =>
        this with { GroupRoles = Set(GroupRoles, groupId, roles) };

    /// <summary>Somebody who is here is now this, by the lists as they are.</summary>
    internal RoomSnapshot WithPresentRoles(Guid personId, RoomRoles roles) =>
        this with { Roster = Roster.SetItem(personId, Roster[personId] with { Roles = roles }) };

    private static ImmutableDictionary<Guid, RoomRoles> Set(
        ImmutableDictionary<Guid, RoomRoles> all, Guid id, RoomRoles roles) =>
        roles is RoomRoles.None ? all.Remove(id) : all.SetItem(id, roles);

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
