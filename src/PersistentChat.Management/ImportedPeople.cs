namespace PersistentChat.Management;

/// <summary>What became of an import of people.</summary>
/// <param name="DryRun">Nothing was made: this is what would be.</param>
/// <param name="Rows">Each row of the file, in its order.</param>
public sealed record ImportedPeople(bool DryRun, int Created, int Existing, int Refused, IReadOnlyList<ImportedPerson> Rows);
