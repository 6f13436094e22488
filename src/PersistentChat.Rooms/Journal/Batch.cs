using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>Commands that become true together, in one transaction, or not at all.</summary>
/// <param name="last">The position of the last event before this batch.</param>
/// <param name="owed">Departures that took place and whose events are still to be written, oldest first.</param>
internal sealed class Batch(
    IReadOnlyList<Entry> entries, Pool committed, EventPosition last, IReadOnlyCollection<Batch> owed)
{
    private readonly Dictionary<Guid, PresentRow> _entered = [];
    private readonly List<PresentRow> _left = [];

    public IReadOnlyList<Entry> Entries => entries;

    public WorkingPool Working { get; } = new(committed);

    public List<ComplianceEvent> Events { get; } = [];

    /// <summary>The position of the last event with this batch.</summary>
    public EventPosition Last { get; private set; } = last;

    public IReadOnlyCollection<PresentRow> Entered => _entered.Values;

    public IReadOnlyList<PresentRow> Left => _left;

    /// <summary>
    /// Messages already stored under ids that clients gave, as far as this batch's commands name them.
    /// </summary>
    public Dictionary<ClientMessageKey, Message> Posted { get; } = [];

    /// <summary>Writes the writer's row even if there is nothing else to write.</summary>
    public bool RenewsLease { get; private set; }

    /// <summary>
    /// False: everything happened in memory only (a join while compliance is off, a publication for as long as a connection) and needs no transaction.
    /// </summary>
    public bool HasRows => RenewsLease || Events.Count > 0 || Working.Messages.Count > 0 || Working.NewPeople.Count > 0 || Working.ChangedPeople.Count > 0
        || Working.ChangedRoles.Count > 0 || Working.Verifiers.Count > 0 || Working.Erasures.Count > 0
        || Working.Invitations.Count > 0 || PoolRows.Any(committed, Working.Others)
        || Working.ChangedRooms.Any(room => !ReferenceEquals(committed.Room(room.Id)?.Room, room.Room))
        || Working.ChangedRoaming.Any(id => RoamingRows.Any(id, committed.Roaming(id), Working.Roaming(id)));

    public IEnumerable<ClientMessageKey> MessageKeys =>
        entries.Select(entry => entry.Command.MessageKey).OfType<ClientMessageKey>();

    public void Decide(JournalRules rules)
    {
        var isBlocked = rules.IsBlocked;
        foreach (var entry in entries)
        {
            entry.Decide(new Turn(this, rules), isBlocked);
            RenewsLease |= entry.Command is RenewLease;
        }
    }

    public void BeginEpoch(long epoch) => Last = new EventPosition(epoch, 0);

    /// <summary>Takes an event in; it gets the next position.</summary>
    public void Record(ComplianceEvent happened)
    {
        Last = Last with { Number = Last.Number + 1 };
        Events.Add(happened with { Position = Last });
    }

    public void Enter(PresentRow present) => _entered.Add(present.JoinId, present);

    public void Leave(PresentRow present)
    {
        if (!_entered.Remove(present.JoinId))
        {
            _left.Add(present);
        }
    }

    /// <summary>Whether a person has left a room, and that is still to be written.</summary>
    public bool OwesLeaving(Guid roomId, Guid personId) =>
        owed.Any(batch => batch.Left.Any(left => left.RoomId == roomId && left.PersonId == personId));

    /// <summary>Whether anybody has left a room, and that is still to be written.</summary>
    public bool OwesLeaving(Guid roomId) => owed.Any(batch => batch.Left.Any(left => left.RoomId == roomId));

    /// <summary>
    /// Takes in what is owed. It gets its positions now, and times not before what happened in its room meanwhile.
    /// </summary>
    public void AddOwed()
    {
        foreach (var (part, present) in owed.SelectMany(batch => batch.Events.Zip(batch.Left)))
        {
            // A room is not deleted while a leaving of it is owed.
            var lastAt = committed.Room(present.RoomId)!.LastAt;
            Record(part with { At = part.At > lastAt ? part.At : lastAt });
            Leave(present);
        }
    }
}
