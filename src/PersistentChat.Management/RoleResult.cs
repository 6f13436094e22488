namespace PersistentChat.Management;

/// <summary>What became of one change of roles.</summary>
/// <param name="Refused">The problem's type. Null: it is done.</param>
/// <param name="Reason">In words, when refused.</param>
public sealed record RoleResult(string Principal, string? Refused, string? Reason);
