namespace PersistentChat.Management;

/// <summary>What principals are in a room from now on; others stay what they are.</summary>
/// <param name="Changes">1 to 1,000, done one after the other.</param>
public sealed record RoleChanges(IReadOnlyList<RoleEntry> Changes);
