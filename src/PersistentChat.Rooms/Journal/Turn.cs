using PersistentChat.Compliance.Contracts;
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
    private readonly List<Participant> _gone = [];

    public RoomsOptions Rules => rules.Rooms;

    public RoamingOptions Roaming => rules.Roaming;

    public WorkingPool Pool => batch.Working;

    public IReadOnlyList<RoomAnnouncement> Announcements => _announcements;

    public IReadOnlyList<SignInsEnded> Ended => _ended;

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

    /// <summary>Takes a person out of a room, with all the dialogs it has there.</summary>
    public RoomSnapshot RemovePerson(RoomSnapshot room, Guid personId, LeaveReason reason)
    {
        foreach (var dialogId in room.Roster.GetValueOrDefault(personId)?.DialogIds ?? [])
        {
            room = Remove(room, room.Participants[dialogId], reason);
        }

        return room;
    }

    /// <summary>Sets and records what a person is in a room.</summary>
    /// <param name="by">Who does it. Null: the system.</param>
    public RoomSnapshot ChangeRoles(RoomSnapshot room, Person person, RoomRoles roles, Person? by)
    {
        var next = Pool.PutRoles(room with { LastAt = NowIn(room) }, person.Id, roles);
        Record(ComplianceEventKind.MembershipChange, next.LastAt, next, by, e => e with
        {
            Subject = Facts.Of(person, Rules.Domain),
            Text = roles.ToString(),
            Reason = "RolesChanged",
        });
        return next;
    }

    /// <summary>Whether a person has left a room, and that is still to be written.</summary>
    public bool OwesLeaving(RoomSnapshot room, Person person) => batch.OwesLeaving(room.Id, person.Id);

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
}
