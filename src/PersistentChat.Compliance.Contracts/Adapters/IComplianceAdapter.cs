namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>
/// Turns what happened into what an archive keeps. This is the whole contract: an assembly that refers to nothing but
/// this one, with a public class that implements it and has a public constructor without parameters, is an adapter.
/// </summary>
/// <remarks>
/// <para><b>What is true when it is called.</b> <see cref="Configure"/> has been called once, before anything else.
/// <see cref="ExportAsync"/> is called for slices 1, 2, 3… in that order, for one at a time, in one process of the pool:
/// whoever calls holds the adapter's lease. All events of the slice are recorded for good and will not change; the
/// slice's bounds are committed. Everything before the slice has been exported, nothing after it has.</para>
/// <para><b>What may be called twice.</b> The same slice, any number of times, also after it succeeded (the process can
/// die before success is written down), also at the same time in a process that has lost its lease without knowing it
/// yet. The key is (<see cref="ComplianceSlice.Adapter"/>, <see cref="ComplianceSlice.Number"/>): what leaves the
/// machine must be recognised by it. Files are safe by themselves: they must have the same bytes for the same slice (no
/// clock, no random numbers, no counters of its own), are adopted when they are there with these bytes, and appear only
/// when the whole slice has succeeded.</para>
/// <para><b>What it must do.</b> Account for each event of the slice exactly once: <see cref="IArchiveFile.Wrote"/> or
/// <see cref="IArchiveWriter.Omit"/>. A slice that is not fully accounted for has failed, whatever was returned. An
/// event that could not be read comes as <see cref="ComplianceEventKind.Gap"/> and is to be marked where the format
/// has a way to. Streams are to be read as streams: a slice can have a million events.</para>
/// <para><b>What may fail.</b> Everything. A result says how (<see cref="AdapterResult"/>): to try again later, with
/// back-off; or to stand still and call for help (park). An exception counts as "try again"; after a number of attempts
/// without success the slice is parked. A call that takes longer than its setting allows is cancelled and counts as failed; one
/// that does not heed its token is left alone and not called again until it returns. Nothing is ever skipped: the cursor
/// stands before the slice until it has succeeded. No adapter waits for another.</para>
/// </remarks>
public interface IComplianceAdapter
{
    /// <summary>How many events a slice of this adapter has at the most.</summary>
    int SliceLimit => 1_000_000;

    /// <summary>Takes its settings. Called once, first.</summary>
    /// <exception cref="AdapterSettingException">A setting is not understood: the process does not start.</exception>
    void Configure(AdapterSettings settings);

    /// <summary>Exports one slice. See the remarks of the interface.</summary>
    Task<AdapterResult> ExportAsync(
        ComplianceSlice slice, IArchiveWriter archive, CancellationToken cancellationToken);
}
