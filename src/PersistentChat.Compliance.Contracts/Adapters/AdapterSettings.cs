namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>
/// An adapter's settings, those of the original under their old names (product facts, section 1.2) and its own.
/// </summary>
public sealed record AdapterSettings
{
    /// <summary>What it is called in files, logs and settings.</summary>
    public required string Name { get; init; }

    /// <summary>A file for each room of a slice instead of one for all.</summary>
    public bool OneChatRoomPerOutputFile { get; init; }

    public bool AddChatRoomDetails { get; init; }

    public bool AddUserDetails { get; init; }

    /// <summary>The path of a file, to an XML adapter an XSLT 1.0 transform of what it writes. Null: none.</summary>
    public string? CustomConfiguration { get; init; }

    /// <summary>Also write a file that ends in <c>.ATTACH</c> and lists the slice's file transfers.</summary>
    public bool CreateFileAttachmentsManifest { get; init; }

    /// <summary>What only this adapter knows.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();
}
