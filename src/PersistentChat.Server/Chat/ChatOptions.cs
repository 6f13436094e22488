using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Server.Chat;

/// <summary>Bounds of one chat dialog and of the telling of rooms; section "Chat".</summary>
public sealed class ChatOptions
{
    public const string Section = "Chat";

    /// <summary>Chat dialogs one person may hold at once, all endpoints together; one more is refused (403, 20009).</summary>
    [Range(1, 1_000)]
    public int MaxDialogsPerPerson { get; set; } = 20;

    /// <summary>Commands of one dialog being worked on; one more is answered 503 (20011).</summary>
    [Range(1, 10_000)]
    public int MaxCommandsInFlight { get; set; } = 256;

    /// <summary>Announcements one room may be behind the journal; then posts to it are answered 503 (20011).</summary>
    [Range(16, 1_000_000)]
    public int MaxAnnouncementsBehind { get; set; } = 10_000;

    /// <summary>How many posts of a dialog are remembered, so that a repeated one is not stored twice.</summary>
    [Range(1, 10_000)]
    public int RememberedPosts { get; set; } = 256;

    /// <summary>The id of the answer to <c>cmd:getserverinfo</c>: sources disagree (xccos.md section 15, 1).</summary>
    [RegularExpression("rpl:getserverinfo|rpl:getservinfo")]
    public string ServerInfoReplyId { get; set; } = "rpl:getserverinfo";
}

[OptionsValidator]
internal sealed partial class ChatOptionsValidator : IValidateOptions<ChatOptions>;
