namespace PersistentChat.Compliance.Contracts.Archives;

/// <summary>
/// What an archive consisted of at a time, signed by the pool's key. One more is written by every run, also by one that
/// found nothing new: an archive that stopped growing can be told from one that was cut.
/// </summary>
/// <param name="Number">Counts 1, 2, 3…</param>
/// <param name="Previous">The hash of the line before; <see cref="ArchiveFormat.NoHash"/> in the first.</param>
/// <param name="Slices">How many manifests there are.</param>
/// <param name="Manifest">The hash of the last; <see cref="ArchiveFormat.NoHash"/> when there is none.</param>
/// <param name="Key">Which key signed it, <see cref="HeadLine.KeyId"/>.</param>
/// <param name="NextKey">
/// The key that signs from the next line on (SubjectPublicKeyInfo, base64): so the old key introduces the new. Null: the
/// same as before.
/// </param>
public sealed record Head(
    long Number,
    string Previous,
    string Adapter,
    long Slices,
    string Manifest,
    DateTimeOffset At,
    string Key,
    string? NextKey = null)
{
    public int Version { get; init; } = 1;
}
