using PersistentChat.Rooms.Chat;

namespace PersistentChat.Rooms.Store;

/// <summary>Which messages are looked up by their search terms.</summary>
/// <param name="Window">Where they are.</param>
/// <param name="Alternatives">They have all terms of one of these.</param>
/// <param name="Backwards">The newest first.</param>
/// <param name="Most">So many at most.</param>
internal sealed record TermSearch(
    HistoryWindow Window, IReadOnlyList<IReadOnlySet<string>> Alternatives, bool Backwards, int Most)
{
    /// <summary>Of their numbers, in SQL.</summary>
    public string Order => Backwards ? "DESC" : "ASC";
}
