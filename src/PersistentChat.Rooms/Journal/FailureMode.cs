namespace PersistentChat.Rooms.Journal;

/// <summary>What happens when compliance events do not get out of the outbox.</summary>
public enum FailureMode
{
    /// <summary>Chat goes on and events wait, as long as there is room for them.</summary>
    Continue,

    /// <summary>What would have to be archived is refused until they get out again.</summary>
    Block,
}
