namespace PersistentChat.Compliance.Recording;

/// <summary>How far the record goes: by this a journal finds out that its database came from a backup.</summary>
public interface IRecordedWatermark
{
    /// <summary>
    /// The number up to which every event of an epoch is in the record; 0: none is. The question takes the way of the
    /// events, so the answer counts everything that the queue held before it.
    /// </summary>
    /// <remarks>Throws when there is no answer (in time); that means nothing, ask again.</remarks>
    Task<long> AskAsync(long epoch, CancellationToken cancellation);
}
