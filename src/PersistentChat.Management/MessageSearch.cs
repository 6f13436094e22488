namespace PersistentChat.Management;

/// <summary>What to look for in the history of rooms. What is not said does not matter.</summary>
/// <param name="Rooms">Their ids, 1 to as many as the server's search limit (999).</param>
/// <param name="Words">Separated by blanks, at most 1,000 characters.</param>
/// <param name="Authors">Addresses, 100 at most.</param>
/// <param name="From">Inclusive, UTC.</param>
/// <param name="Before">Exclusive, UTC.</param>
/// <param name="NewestFirst">Begins with the newest message instead of the oldest.</param>
/// <param name="Limit">Messages of each room, 1 to 1,000; left out: as in other lists.</param>
public sealed record MessageSearch(
    IReadOnlyList<Guid> Rooms,
    string Words = "",
    WordMatch Match = WordMatch.All,
    bool CaseSensitive = false,
    IReadOnlyList<string>? Authors = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Before = null,
    bool NewestFirst = false,
    int? Limit = null);
