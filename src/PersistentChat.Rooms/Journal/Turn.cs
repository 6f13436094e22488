using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Categories;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// One command's turn in a batch: the rooms as the commands before it left them, and where its own changes go. Nothing
/// of it is visible to anybody until the batch is committed.
/// </summary>
internal sealed class Turn(Batch batch, JournalRules rules)
{
    private readonly List<RoomAnnouncement> _announcements = [];
    private readonly List<SignInsEnded> _ended = [];
    private readonly List<Invited> _invited = [];
    private readonly List<Participant> _gone = [];

    public RoomsOptions Rules => rules.RoomsWith(Pool.Others.Settings);

    /// <summary>What would hold if nothing were set in the pool.</summary>
    public RoomsOptions FileRules => rules.Rooms;

    public RoamingOptions Roaming => rules.Roaming;

    public WorkingPool Pool => batch.Working;

    public IReadOnlyList<RoomAnnouncement> Announcements => _announcements;

    public IReadOnlyList<SignInsEnded> Ended => _ended;

    public IReadOnlyList<Invited> Invited => _invited;

    /// <summary>Whoever this turn took out of a room: nothing is delivered to them after the commit.</summary>
    public IReadOnlyList<Participant> Gone => _gone;

    public DateTimeOffset Now => rules.Now;

    /// <summary>Now, but never earlier than what already happened in the room: clocks jump, rooms do not.</summary>
    public DateTimeOffset NowIn(RoomSnapshot room)
    {
        var now = rules.Now;
        return now > room.LastAt ? now : room.LastAt;
    }

    /// <summary>Told after the commit, in the order of the turns.</summary>
    public void Announce(RoomAnnouncement announcement) => _announcements.Add(announcement);

    /// <inheritdoc cref="Announce(RoomAnnouncement)"/>
    public void Announce(SignInsEnded ended) => _ended.Add(ended);

    /// <summary>
    /// Brings a participant into a room; announces and records it when it is the person's first dialog there.
    /// </summary>
    /// <param name="isBatch">It joins several rooms with one command.</param>
    public RoomSnapshot Add(RoomSnapshot room, Participant participant, bool isBatch)
    {
        var person = participant.Person;
        var at = NowIn(room);
        var joinId = Guid.CreateVersion7();
        var next = Pool.PutJoined(room with { LastAt = at }, participant, Rules.ParticipantUpdateLimit, joinId);
        if (room.IsPresent(person.Id))
        {
            return next;
        }

        if (rules.RecordsEvents)
        {
            Record(ComplianceEventKind.Join, at, next, person, e => e with { Id = joinId });
            batch.Enter(new PresentRow { RoomId = room.Id, JoinId = joinId, PersonId = person.Id });
        }

        Announce(new PersonEntered(next, person, participant.Roles, isBatch));
        return next;
    }

    /// <summary>
    /// Takes a participant out of a room; announces and records it when it was the person's last dialog there.
    /// </summary>
    public RoomSnapshot Remove(RoomSnapshot room, Participant participant, LeaveReason reason)
    {
        var person = participant.Person;
        var joinId = room.Roster[person.Id].JoinId;
        var next = Pool.PutLeft(room, participant, Rules.ParticipantUpdateLimit);
        _gone.Add(participant);
        if (next.IsPresent(person.Id))
        {
            return next;
        }

        next = RecordPart(next, person, joinId, reason);
        Announce(new PersonLeft(next, person) { Reason = reason });
        return next;
    }

    /// <summary>Records that a person is not in a room any more, when events are on.</summary>
    /// <param name="joinId">The event with which it came.</param>
    public RoomSnapshot RecordPart(RoomSnapshot room, Person person, Guid joinId, LeaveReason reason)
    {
        var next = Pool.Put(room with { LastAt = NowIn(room) });
        if (rules.RecordsEvents)
        {
            Record(ComplianceEventKind.Part, next.LastAt, next, person, e => e with { Reason = reason.ToString(), JoinId = joinId });
            batch.Leave(new PresentRow { RoomId = room.Id, JoinId = joinId, PersonId = person.Id });
        }

        return next;
    }

    /// <summary>
    /// Puts a person out of a room, with all the dialogs it has there: each is told, and hears nothing more of the room.
    /// </summary>
    public RoomSnapshot PutOut(RoomSnapshot room, Guid personId, LeaveReason reason)
    {
        if (!room.Roster.TryGetValue(personId, out var presence))
        {
            return room;
        }

        var dialogs = presence.DialogIds.Select(id => room.Participants[id]).ToList();
        foreach (var participant in dialogs)
        {
            room = Remove(room, participant, reason);
        }

        Announce(new PersonPutOut(room, presence.Person, dialogs));
        return room;
    }

    /// <summary>After a change: whoever may not be in the room any more is put out of it, whoever is something else now is that.</summary>
    /// <param name="reason">What is said of those who must leave.</param>
    public RoomSnapshot Recheck(RoomSnapshot room, SweepPlan? plan = null, LeaveReason reason = LeaveReason.AccessLost)
    {
        foreach (var (personId, roles, mustLeave) in plan?.For(Pool.Others, room) ?? SweepPlan.Changes(Pool.Others, room))
        {
            room = mustLeave ? PutOut(room, personId, reason) : Pool.Put(room.WithPresentRoles(personId, roles));
        }

        return room;
    }

    /// <summary><see cref="Recheck"/> of every room that somebody is in, or every one of a category.</summary>
    public void RecheckAll(SweepPlan? plan, Guid? categoryId = null)
    {
        var rooms = Pool.Rooms
            .Where(room => room.PersonCount > 0 && (categoryId ?? room.Category.Id) == room.Category.Id)
            .OrderBy(room => room.Id)
            .ToList();
        foreach (var room in rooms)
        {
            Recheck(room, plan);
        }
    }

    /// <summary>Sets and records as what a principal is listed in a room; see <see cref="Recheck"/>.</summary>
    /// <param name="by">Who does it. Null: the system.</param>
    public RoomSnapshot PutRoles(RoomSnapshot room, Guid principalId, RoomRoles roles, Person? by, string reason)
    {
        room = Pool.PutRoles(room with { LastAt = NowIn(room) }, principalId, roles);
        Record(ComplianceEventKind.MembershipChange, room.LastAt, room, by, e => e with
        {
            Subject = Facts.Of(principalId, Pool.Others, Rules.Domain),
            Text = roles.ToString(),
            Reason = reason,
        });
        return room;
    }

    /// <summary><see cref="PutRoles"/>, with all that follows: an invitation, or having to leave.</summary>
    public RoomSnapshot ChangeRoles(RoomSnapshot room, Guid principalId, RoomRoles roles, Person? by)
    {
        var wasMember = room.RolesOf(principalId).HasFlag(RoomRoles.Member);
        room = PutRoles(room, principalId, roles, by, "RolesChanged");
        if (Pool.Person(principalId) is not { } person)
        {
            return Recheck(room);
        }

        if (room.SendsInvitations && roles.HasFlag(RoomRoles.Member) && !wasMember)
        {
            Invite(room, person);
        }

        return room.IsPresent(principalId) ? RecheckPerson(room, person) : room;
    }

    /// <summary>Records a group that was made (null before), changed or deleted (null now).</summary>
    public void RecordGroup(Group? now, Group? before, Person? by)
    {
        var subject = (now ?? before)!;
        string[] changes =
        [
            now is null || before is null || now.Name == before.Name ? "" : $"Name: {before.Name} -> {now.Name}",
            CategoryRules.List("Members", before?.Members, now?.Members ?? PrincipalSet.None, Pool.Others),
        ];
        Record(ComplianceEventKind.MembershipChange, Now, null, by, e => e with
        {
            Subject = Facts.Of(subject),
            Text = string.Join("; ", changes.Where(change => change.Length > 0)),
            Reason = before is null ? "GroupCreated" : now is null ? "GroupDeleted" : "GroupChanged",
        });
    }

    /// <summary>Whether a person has left a room, and that is still to be written.</summary>
    public bool OwesLeaving(RoomSnapshot room, Person person) => batch.OwesLeaving(room.Id, person.Id);

    /// <summary>Whether anybody's leaving of a room is still to be written.</summary>
    public bool OwesLeaving(RoomSnapshot room) => batch.OwesLeaving(room.Id);

    /// <summary>From here on events count anew, and the first says where they ended before.</summary>
    public void BeginEpoch(long epoch, EventPosition previous)
    {
        batch.BeginEpoch(epoch);
        Record(ComplianceEventKind.JournalStarted, Now, null, null, e => e with
        {
            Previous = previous.Number is 0 ? null : previous,
        });
    }

    /// <summary>Writes a compliance event with the batch, when events are on.</summary>
    /// <param name="more">Sets what this kind has beyond room and person.</param>
    public void Record(
        ComplianceEventKind kind,
        DateTimeOffset at,
        RoomSnapshot? room,
        Person? person,
        Func<ComplianceEvent, ComplianceEvent>? more = null)
    {
        if (!rules.RecordsEvents)
        {
            return;
        }

        var happened = new ComplianceEvent
        {
            Id = Guid.CreateVersion7(),
            Position = default,
            Kind = kind,
            At = at,
            Room = room is null ? null : Facts.Of(room, Rules.Domain),
            Category = room is null ? null : Facts.Of(room.Category, Rules.Domain),
            Person = person is null ? null : Facts.Of(person, Rules.Domain),
        };
        batch.Record(more is null ? happened : more(happened));
    }

    /// <summary>
    /// The message that was stored, or is about to be in this batch, under the client's own id. Null: none.
    /// </summary>
    public Message? FindPosted(ClientMessageKey key) => batch.Posted.GetValueOrDefault(key);

    public void Post(RoomSnapshot room, Message message, string? clientMessageId)
    {
        Pool.PutMessage(room, message, clientMessageId);
        if (clientMessageId is not null)
        {
            batch.Posted[new(message.RoomId, message.Author.Id, clientMessageId)] = message;
        }
    }

    private void Invite(RoomSnapshot room, Person person)
    {
        if (RoomAccess.Check(Deed.See, room, Pool.StandingIn(room, person)) is null)
        {
            _invited.Add(new Invited(person, room, Pool.Invite(person.Id, room.Id, room.LastAt).Id));
        }
    }

    private RoomSnapshot RecheckPerson(RoomSnapshot room, Person person)
    {
        var standing = Pool.StandingIn(room, person);
        return RoomAccess.Check(Deed.Join, room, standing) is null
            ? Pool.Put(room.WithPresentRoles(person.Id, standing.Roles))
            : PutOut(room, person.Id, LeaveReason.AccessLost);
    }
}
