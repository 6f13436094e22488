using PersistentChat.Compliance.Contracts;

namespace PersistentChat.Compliance.Adapters;

/// <summary>
/// The six types of the original's XML (<c>ComplianceMessageType</c>, product facts section 1.4). Formats made for it
/// have a place for these and for no others.
/// </summary>
internal static class OriginalKinds
{
    /// <summary>Its name there. Null: it has none.</summary>
    public static string? NameOf(ComplianceEventKind kind) => kind switch
    {
        ComplianceEventKind.Join => "JOIN",
        ComplianceEventKind.Part => "PART",
        ComplianceEventKind.Chat => "CHAT",
        ComplianceEventKind.Backchat => "BACKCHAT",
        ComplianceEventKind.FileUpload => "FILEUPLOAD",
        ComplianceEventKind.FileDownload => "FILEDOWNLOAD",
        _ => null,
    };
}
