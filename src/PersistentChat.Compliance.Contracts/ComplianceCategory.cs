namespace PersistentChat.Compliance.Contracts;

/// <summary>
/// The category as it was when the event happened. <paramref name="Uri"/> is <c>ma-cat://domain/id</c>.
/// </summary>
public sealed record ComplianceCategory(string Uri, string Name);
