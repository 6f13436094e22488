namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>How a call of an adapter ended; it alone decides what comes next.</summary>
public enum AdapterVerdict
{
    /// <summary>The slice is exported for good; the next one may come.</summary>
    Exported,

    /// <summary>Exported for good, and a person should look at the reason.</summary>
    ExportedWithAlarm,

    /// <summary>Not exported; may work later by itself.</summary>
    Retry,

    /// <summary>Not exported, and will not be until a person has done something.</summary>
    Park,
}
