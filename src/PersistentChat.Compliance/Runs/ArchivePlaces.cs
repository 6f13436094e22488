namespace PersistentChat.Compliance.Runs;

/// <summary>Where archives and keys are.</summary>
/// <param name="DataFolder">What the directories of adapters are relative to.</param>
/// <param name="KeyFolder">Where the pool's archive keys are.</param>
public sealed record ArchivePlaces(string DataFolder, string KeyFolder);
