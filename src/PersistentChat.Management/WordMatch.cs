namespace PersistentChat.Management;

/// <summary>How words have to be found: one is enough, all of them, or the whole text as it stands.</summary>
public enum WordMatch
{
    Any,
    All,
    Phrase,
}
