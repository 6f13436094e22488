using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// Whether what would have to be archived may happen now. Asked once for every batch, so it looks at memory only.
/// </summary>
public sealed class ArchiveGate(Outbox outbox, IOptions<RecordingOptions> options)
{
    private long _freeDisk = long.MaxValue;

    /// <summary>Free bytes on the disk that the outbox is on; whoever watches it says so here.</summary>
    public long FreeDisk
    {
        get => Interlocked.Read(ref _freeDisk);
        set => Interlocked.Exchange(ref _freeDisk, value);
    }

    /// <summary>Why not, in words for an operator, with the setting that says so. Null: it may.</summary>
    public string? WhyClosed() => options.Value switch
    {
        { Mode: ComplianceMode.Off } => null,
        { MinFreeDisk: var least } when FreeDisk < least =>
            $"{FreeDisk} bytes are free on the disk (Compliance:MinFreeDisk={least})",
        { MaxOutboxRows: var most } when outbox.Waiting >= most =>
            $"{outbox.Waiting} events wait (Compliance:MaxOutboxRows={most})",
        { OnFailure: FailureMode.Block, BlockAfter: var limit } when outbox.StuckFor >= limit =>
            $"events have been stuck for {outbox.StuckFor.TotalSeconds:0} s (Compliance:BlockAfter={limit})",
        _ => null,
    };
}
