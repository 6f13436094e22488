using System.ComponentModel.DataAnnotations;

namespace PersistentChat.Compliance.Runs;

/// <summary>One adapter: section <c>Compliance:Adapters:NAME</c>. Names of the original's settings are the original's.</summary>
public sealed class AdapterOptions
{
    /// <summary>
    /// <c>Xml</c>, <c>Actiance</c>, <c>Eml</c>, <c>Csv</c>, <c>JsonLines</c>, or <c>Namespace.Class, Assembly</c> from the
    /// adapters' folder. Empty: this adapter is off.
    /// </summary>
    public string Type { get; set; } = "";

    /// <summary>Where its archive is, from the data folder on; its own, no other adapter's. Empty: <c>archive/NAME</c>.</summary>
    public string Directory { get; set; } = "";

    /// <summary>From one run to the next.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RunInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long it may take over one slice.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SliceTimeout { get; set; } = TimeSpan.FromHours(1);

    public bool OneChatRoomPerOutputFile { get; set; }

    public bool AddChatRoomDetails { get; set; }

    public bool AddUserDetails { get; set; }

    /// <summary>The path of an XSLT 1.0 transform. Empty: none.</summary>
    public string CustomConfiguration { get; set; } = "";

    public bool CreateFileAttachmentsManifest { get; set; }

    /// <summary>What only this type of adapter knows.</summary>
    public Dictionary<string, string> Options { get; } = [];
}
