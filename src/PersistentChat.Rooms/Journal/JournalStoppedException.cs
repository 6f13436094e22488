namespace PersistentChat.Rooms.Journal;

/// <summary>The journal had to stop and the process with it; the message says to an operator why.</summary>
public sealed class JournalStoppedException : Exception
{
    public JournalStoppedException(string message)
        : base(message)
    {
    }

    public JournalStoppedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
