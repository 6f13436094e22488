namespace PersistentChat.Compliance.Contracts.Verification;

/// <summary>What is wrong with a part of an archive.</summary>
public enum FindingKind
{
    /// <summary>Its bytes are not those that were archived.</summary>
    Changed,

    /// <summary>It was archived and is not there.</summary>
    Missing,

    /// <summary>It stands in another's place.</summary>
    Reordered,

    /// <summary>It is there and was never archived.</summary>
    Added,

    /// <summary>Its end is missing.</summary>
    Truncated,

    /// <summary>It does not have the signature of the pool's key.</summary>
    Resigned,

    /// <summary>
    /// No good head covers it: a run is under way or was interrupted (the next one completes it), somebody added it, or
    /// what would have vouched for it is changed or missing itself.
    /// </summary>
    Unvouched,
}
