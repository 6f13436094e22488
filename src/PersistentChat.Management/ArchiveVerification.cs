namespace PersistentChat.Management;

/// <summary>What comparing an archive with its signed heads has shown.</summary>
/// <param name="Intact">It is what was archived, up to the head.</param>
/// <param name="Head">
/// Hash of the last good head. Kept in another place, it shows later that no end was cut off. Null: there is none, and nothing is proved.
/// </param>
/// <param name="HeadAt">When that head was written.</param>
/// <param name="Slices">How many slices it vouches for.</param>
/// <param name="Files">How many files were compared with their hash.</param>
/// <param name="Events">How many events the good manifests cover.</param>
/// <param name="Unfinished">Names of files that some run has not finished; no part of the archive.</param>
public sealed record ArchiveVerification(
    bool Intact,
    string? Head,
    DateTimeOffset? HeadAt,
    long Slices,
    long Files,
    long Events,
    IReadOnlyList<ArchiveFinding> Findings,
    IReadOnlyList<string> Unfinished);
