namespace PersistentChat.Compliance.Contracts.Verification;

/// <summary>One thing that is not as it was archived.</summary>
/// <param name="Name">A file of the archive, or a line of one (<c>chain.heads:5</c>).</param>
/// <param name="Text">A sentence for people.</param>
public sealed record Finding(FindingKind Kind, string Name, string Text);
