namespace PersistentChat.Management;

/// <summary>What holds in the pool now, whether it is set here or in the server's settings file.</summary>
/// <param name="Domain">The SIP domain.</param>
/// <param name="MarkupLength">Characters of a message's markup.</param>
/// <param name="SearchLimit">Rooms in one list and messages in one answer, at most.</param>
/// <param name="SearchScanLimit">Messages that one search looks at, at most.</param>
/// <param name="Compliance"><c>On</c> or <c>Off</c>: whether everything worth archiving is written down.</param>
public sealed record PoolLimits(
    string Domain,
    int DefaultHistory,
    int ParticipantUpdateLimit,
    int MessageLength,
    int StoryLength,
    int MarkupLength,
    int SearchLimit,
    int SearchScanLimit,
    string Compliance);
