namespace PersistentChat.Compliance.Contracts.Archives;

/// <summary>One file of a slice. What is about events is null, or empty, in a file that repeats others' events.</summary>
/// <param name="Name">Without a path.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of its bytes, lower case hexadecimal.</param>
/// <param name="Rooms">Whose events are in it, by URI (ordinal).</param>
/// <param name="Counts">How many events of each kind.</param>
/// <param name="FirstAt">The time of the event at <paramref name="First"/>.</param>
public sealed record ManifestFile(
    string Name,
    long Length,
    string Sha256,
    IReadOnlyList<string> Rooms,
    IReadOnlyDictionary<string, long> Counts,
    EventPosition? First = null,
    EventPosition? Last = null,
    DateTimeOffset? FirstAt = null,
    DateTimeOffset? LastAt = null);
