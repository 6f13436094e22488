using PersistentChat.Rooms.Chat;

namespace PersistentChat.Rooms.Journal;

/// <summary>Something asked of the journal. What it does is in <see cref="JournalCommand{TResult}"/>.</summary>
public abstract record JournalCommand
{
    /// <summary>
    /// The end of somebody's presence: it happens in memory whatever the store says, because the person has gone.
    /// Events that could not be written with it are owed and written as soon as possible.
    /// </summary>
    internal virtual bool IsDeparture => false;

    /// <summary>Taken even when the inbound limit is reached.</summary>
    internal virtual bool IsAlwaysTaken => false;

    /// <summary>Refused while compliance blocks: what people say, read or come to hear.</summary>
    internal virtual bool NeedsArchive => false;

    /// <summary>
    /// The key by which an earlier copy of the same message may be stored already; null: it has none.
    /// </summary>
    internal virtual ClientMessageKey? MessageKey => null;

    /// <summary>For the log: ids and addresses, never what people said.</summary>
    internal virtual string Ids => "";
}
