namespace PersistentChat.Management;

/// <summary>The pool's configuration: what is set here, and what holds by that.</summary>
public sealed record PoolConfiguration(PoolSettings Settings, PoolLimits InForce);
