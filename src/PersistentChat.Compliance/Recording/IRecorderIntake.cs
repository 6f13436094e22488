using PersistentChat.Compliance.Leases;

namespace PersistentChat.Compliance.Recording;

/// <summary>Where the recorder of this process gets its batches from.</summary>
internal interface IRecorderIntake
{
    /// <summary>
    /// Gives the recorder what comes, in the order in which it came, until cancelled. A batch that is not recorded is
    /// not acknowledged, and nothing after it is.
    /// </summary>
    Task RunAsync(Lease lease, CancellationToken ct);
}
