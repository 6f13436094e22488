namespace PersistentChat.Compliance.Runs;

/// <summary>A stretch of one epoch, both ends included. Numbers are dense: it has Last - First + 1 events.</summary>
internal sealed record SliceBounds(long Epoch, long First, long Last);
