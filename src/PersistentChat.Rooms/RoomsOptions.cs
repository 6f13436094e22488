using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms;

/// <summary>What the pool allows. Section <c>Rooms</c>.</summary>
public sealed class RoomsOptions
{
    public const string Section = "Rooms";

    /// <summary>
    /// The SIP domain: in the addresses of rooms, and the realm of Digest passwords (changing it makes those useless).
    /// </summary>
    [Required, StringLength(200, MinimumLength = 1)]
    public string Domain { get; set; } = "example.com";

    /// <summary>More people than this make a room large: no roster, no notices of who comes and goes.</summary>
    [Range(1, 100_000)]
    public int ParticipantUpdateLimit { get; set; } = 75;

    /// <summary>Characters of a message's text.</summary>
    [Range(1, 1_000_000)]
    public int MessageLength { get; set; } = 512;

    /// <summary>Characters of a story's text; also what any message with markup may have.</summary>
    [Range(1, 1_000_000)]
    public int StoryLength { get; set; } = 4096;

    /// <summary>Characters of a message's markup (the XML element beside the plain text).</summary>
    [Range(1, 4_000_000)]
    public int MarkupLength { get; set; } = 262_144;

    /// <summary>Rooms in one list, and messages in one answer at most.</summary>
    [Range(1, 10_000)]
    public int SearchLimit { get; set; } = 999;

    /// <summary>Messages that one search of history looks at, at most; where it gives up, it says so.</summary>
    [Range(1_000, 10_000_000)]
    public int SearchScanLimit { get; set; } = 100_000;

    /// <summary>Messages handed back when the reader does not say how many.</summary>
    [Range(1, 500)]
    public int DefaultHistory { get; set; } = 30;

    internal RoomsOptions With(PoolSettings settings)
    {
        var all = (RoomsOptions)MemberwiseClone();
        all.DefaultHistory = settings.DefaultHistory ?? DefaultHistory;
        all.ParticipantUpdateLimit = settings.ParticipantUpdateLimit ?? ParticipantUpdateLimit;
        all.MessageLength = settings.MessageLength ?? MessageLength;
        all.StoryLength = settings.StoryLength ?? StoryLength;
        return all;
    }
}

[OptionsValidator]
internal sealed partial class RoomsOptionsValidator : IValidateOptions<RoomsOptions>;
