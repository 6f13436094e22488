namespace PersistentChat.Management;

/// <summary>How much is exported: people, groups, add-ins, categories and policies; rooms too; what was said too.</summary>
public enum ExportLevel
{
    Settings,
    Rooms,
    All,
}
