namespace PersistentChat.Management;

/// <summary>What became of each change of roles, in their order.</summary>
public sealed record RoleResults(IReadOnlyList<RoleResult> Results);
