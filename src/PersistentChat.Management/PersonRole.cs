namespace PersistentChat.Management;

/// <summary>What a person may do that has signed in itself.</summary>
public sealed record PersonRole(PoolRole Role);
