namespace PersistentChat.Management;

/// <summary>What became of one entry of an import.</summary>
public enum ImportResult
{
    /// <summary>Made, or would be.</summary>
    Created,

    /// <summary>There is one already; it stays as it is.</summary>
    Exists,

    /// <summary>Not made, or would not be.</summary>
    Refused,
}
