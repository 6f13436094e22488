namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>What an adapter says of a slice.</summary>
/// <param name="Reason">
/// For the operator, in the log and in the state of health: never what people said. Null only when exported.
/// </param>
public sealed record AdapterResult(AdapterVerdict Verdict, string? Reason)
{
    public static readonly AdapterResult Exported = new(AdapterVerdict.Exported, null);

    public bool IsExported => Verdict is AdapterVerdict.Exported or AdapterVerdict.ExportedWithAlarm;

    public static AdapterResult Alarm(string reason) => new(AdapterVerdict.ExportedWithAlarm, reason);

    public static AdapterResult Retry(string reason) => new(AdapterVerdict.Retry, reason);

    public static AdapterResult Park(string reason) => new(AdapterVerdict.Park, reason);
}
