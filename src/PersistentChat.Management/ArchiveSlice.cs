namespace PersistentChat.Management;

/// <summary>A slice of an archive, as its manifest describes it.</summary>
/// <param name="Number">Counts 1, 2, 3…</param>
/// <param name="First">Position of its first event, <c>epoch/number</c>.</param>
/// <param name="Last">Position of its last event.</param>
/// <param name="Events">How many, these two included.</param>
/// <param name="Manifest">Name of the manifest's own file.</param>
/// <param name="Files">None, if no event of the slice has a place in the format.</param>
public sealed record ArchiveSlice(
    long Number, string First, string Last, long Events, string Manifest, IReadOnlyList<ArchiveFile> Files);
