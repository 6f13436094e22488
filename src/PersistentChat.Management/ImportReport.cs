namespace PersistentChat.Management;

/// <summary>What became of an import.</summary>
/// <param name="DryRun">Nothing was made: this is what would be.</param>
/// <param name="Problems">What was refused, in the order of the file, 1,000 at most.</param>
/// <param name="BrokenOff">Why the rest was not looked at. Null: all of it was.</param>
public sealed record ImportReport(
    bool DryRun, IReadOnlyList<ImportCount> Counts, IReadOnlyList<ImportProblem> Problems, string? BrokenOff);
