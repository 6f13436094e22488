namespace PersistentChat.Rooms.Transfer;

/// <summary>How much is exported.</summary>
public enum ExportLevel
{
    /// <summary>People, groups, add-ins, categories, policies.</summary>
    Settings,

    /// <summary>Also rooms and who is on their lists.</summary>
    Rooms,

    /// <summary>Also what was said.</summary>
    All,
}
