namespace PersistentChat.Compliance.Runs;

/// <summary>A slice was not exported.</summary>
/// <param name="isHopeless">Trying again soon will not help: the adapter is parked.</param>
internal sealed class SliceFailedException(string reason, bool isHopeless, Exception? why = null) : Exception(reason, why)
{
    public bool IsHopeless => isHopeless;
}
