namespace PersistentChat.Compliance.Store;

/// <summary>
/// Table <c>Watermarks</c>: one row per epoch. 1 to <see cref="Number"/> are recorded, all of them; what comes again is
/// ignored. Updated where it is still what it was: two recorders cannot both go on from it.
/// </summary>
internal sealed class WatermarkRow
{
    public required long Epoch { get; init; }

    public long Number { get; set; }
}
