namespace PersistentChat.Compliance.Contracts;

/// <summary>The room as it was when the event happened. <paramref name="Uri"/> is <c>ma-chan://domain/id</c>.</summary>
/// <param name="KeepsHistory">Whether its participants can read messages back (the original's <c>islogged</c>).</param>
public sealed record ComplianceRoom(string Uri, string Name, bool KeepsHistory);
