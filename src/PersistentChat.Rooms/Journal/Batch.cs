using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>Commands that become true together, in one transaction, or not at all.</summary>
/// <param name="firstPosition">The position that the batch's first compliance event gets.</param>
internal sealed class Batch(IReadOnlyList<Entry> entries, Pool committed, EventPosition firstPosition)
{
    public IReadOnlyList<Entry> Entries => entries;

    public WorkingPool Working { get; } = new(committed);

    public List<ComplianceEvent> Events { get; } = [];

    public EventPosition NextPosition => firstPosition with { Number = firstPosition.Number + Events.Count };

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
        || Working.NewCategories.Count > 0 || Working.ChangedRoles.Count > 0 || Working.Verifiers.Count > 0
        || Working.ChangedRooms.Any(room => !committed.Rooms.ContainsKey(room.Id))
        || Working.ChangedRoaming.Any(id => RoamingRows.Any(id, committed.Roaming(id), Working.Roaming(id)));

    public IEnumerable<ClientMessageKey> MessageKeys =>
        entries.Select(entry => entry.Command.MessageKey).OfType<ClientMessageKey>();

    public void Decide(JournalRules rules)
    {
        foreach (var entry in entries)
        {
            entry.Decide(new Turn(this, rules));
            RenewsLease |= entry.Command is RenewLease;
        }
    }

    /// <summary>
    /// Events of departures that could not be written when they happened; they get their positions now.
    /// </summary>
    public void AddOwed(IEnumerable<ComplianceEvent> owed)
    {
        foreach (var happened in owed)
        {
            Events.Add(happened with { Position = NextPosition });
        }
    }
}
