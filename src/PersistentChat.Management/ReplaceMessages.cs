namespace PersistentChat.Management;

/// <summary>Which messages of a room are taken away or replaced; at least one of author, dates and words is needed.</summary>
/// <param name="Author">Address of who wrote it.</param>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="Before">Exclusive, UTC.</param>
/// <param name="Words">Separated by blanks, at most 1,000 characters.</param>
/// <param name="Remove">Nothing stands in their place.</param>
/// <param name="Text">What stands in their place when they are not removed; left out: that an administrator replaced it.</param>
public sealed record ReplaceMessages(
    string? Author = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Before = null,
    string Words = "",
    WordMatch Match = WordMatch.All,
    bool CaseSensitive = false,
    bool Remove = false,
    string? Text = null);
