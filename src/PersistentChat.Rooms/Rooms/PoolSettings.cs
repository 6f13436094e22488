namespace PersistentChat.Rooms.Rooms;

/// <summary>
/// What an administrator has set for the whole pool while it runs (the original's CsPersistentChatConfiguration): it is stored, and
/// holds instead of what <see cref="RoomsOptions"/> says. Null: that holds.
/// </summary>
/// <param name="DefaultHistory">Messages handed back when the reader does not say how many.</param>
/// <param name="ParticipantUpdateLimit">More people make a room large, from the next who comes or goes on.</param>
/// <param name="MessageLength">Characters of a message's text.</param>
/// <param name="StoryLength">Characters of a story's text.</param>
public sealed record PoolSettings(
    int? DefaultHistory = null, int? ParticipantUpdateLimit = null, int? MessageLength = null, int? StoryLength = null)
{
    public static readonly PoolSettings None = new();

    /// <summary>What holds then.</summary>
    public RoomsOptions Over(RoomsOptions options) => this == None ? options : options.With(this);
}
