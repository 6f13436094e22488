using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;

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
    /// Takes a participant out of a room; announces and records it when it was the person's last dialog there.
    /// </summary>
    public RoomSnapshot Remove(RoomSnapshot room, Participant participant, LeaveReason reason)
    {
        var at = NowIn(room);
        var next = Pool.PutLeft(room with { LastAt = at }, participant, Rules.ParticipantUpdateLimit);
        _gone.Add(participant);
        if (!next.IsPresent(participant.Person.Id))
        {
            Record(ComplianceEventKind.Part, at, next, participant.Person, e => e with { Reason = reason.ToString() });
            Announce(new PersonLeft(next, participant.Person) { Reason = reason });
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
            Position = batch.NextPosition,
            Kind = kind,
            At = at,
            Room = room is null ? null : Facts.Of(room, Rules.Domain),
            Category = room is null ? null : Facts.Of(room.Category, Rules.Domain),
            Person = person is null ? null : Facts.Of(person, Rules.Domain),
        };
        batch.Events.Add(more is null ? happened : more(happened));
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
