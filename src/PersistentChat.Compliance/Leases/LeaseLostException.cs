namespace PersistentChat.Compliance.Leases;

/// <summary>
/// Another process does this now, or may: nothing of the transaction was committed, and whoever gets this stops and
/// waits for the lease like anybody else.
/// </summary>
public sealed class LeaseLostException(string name, string why)
    : Exception($"The lease \"{name}\" is not held here: {why}");
