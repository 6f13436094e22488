namespace PersistentChat.Management;

/// <summary>One thing in an archive that is not as it was archived.</summary>
/// <param name="Kind"><c>Changed</c>, <c>Missing</c>, <c>Reordered</c>, <c>Added</c>, <c>Truncated</c>, <c>Resigned</c> or <c>Unvouched</c>.</param>
/// <param name="Name">A file of the archive, or a line of one.</param>
/// <param name="Text">In words.</param>
public sealed record ArchiveFinding(string Kind, string Name, string Text);
