namespace PersistentChat.Rooms.Roaming;

/// <summary>What an old client keeps for a person under a label; nobody else looks into it.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Content">Base64.</param>
public sealed record Preference(string Label, long Version, string Content);
