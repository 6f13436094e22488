namespace PersistentChat.Rooms.Search;

/// <summary>How the words of a search have to be found.</summary>
public enum WordMatch
{
    /// <summary>One of them is enough.</summary>
    Any,

    /// <summary>All of them, in any order.</summary>
    All,

    /// <summary>The whole text is one term, found character by character.</summary>
    Phrase,
}
