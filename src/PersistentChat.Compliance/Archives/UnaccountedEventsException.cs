namespace PersistentChat.Compliance.Archives;

/// <summary>An adapter said that it was done and did not account for each event once: its files cannot be trusted.</summary>
public sealed class UnaccountedEventsException(long events, long accounted)
    : Exception($"The slice has {events} events, the adapter accounted for {accounted}");
