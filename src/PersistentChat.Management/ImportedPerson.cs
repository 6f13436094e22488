namespace PersistentChat.Management;

/// <summary>What became of one row of an import of people.</summary>
/// <param name="Row">Counts from 1; the header is not counted.</param>
/// <param name="Uri">As it stands in the row.</param>
/// <param name="Refused">The problem's type, when refused.</param>
/// <param name="Reason">In words, when refused.</param>
public sealed record ImportedPerson(int Row, string Uri, ImportResult Result, string? Refused, string? Reason);
