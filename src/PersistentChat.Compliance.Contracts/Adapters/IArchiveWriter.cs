namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>
/// Where the files of one slice go. They get their names, a place in the manifest and in the hash chain when the whole
/// slice has succeeded, all of them; before that nobody sees them, and a failed attempt leaves nothing.
/// </summary>
public interface IArchiveWriter
{
    /// <summary>
    /// Begins the slice's next file. Its name follows from adapter, slice, place and <paramref name="extension"/>.
    /// </summary>
    /// <param name="extension">With its dot, <c>.xml</c>; letters, digits and dots only.</param>
    IArchiveFile Create(string extension);

    /// <summary>This event has no place in the format: it counts as exported and is listed by kind in the manifest.</summary>
    void Omit(ComplianceEvent happened);
}
