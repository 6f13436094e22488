namespace PersistentChat.Rooms.Journal;

public enum ComplianceMode
{
    /// <summary>No events are written.</summary>
    Off,

    /// <summary>Every event is written in the transaction that makes it true.</summary>
    On,
}
