using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Chat;

/// <summary>
/// Takes away what single messages of a room said, or puts another text in its place. Their numbers stay, and the archive
/// keeps what was said.
/// </summary>
/// <param name="ChatIds">At most <see cref="MaxMessages"/>; who wants more submits more.</param>
/// <param name="Text">Null: nothing stands in their place.</param>
public sealed record ReplaceMessages(Guid RoomId, IReadOnlyList<long> ChatIds, string? Text) : ChangeCommand<Replacement>
{
    public const int MaxMessages = 1000;

    internal override bool NeedsArchive => true;

    internal override string Ids => $"{ChatIds.Count} in {RoomId}";

    internal override Outcome<Replacement> Decide(Turn turn)
    {
        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (ChatIds.Count is 0 or > MaxMessages || ChatIds.Any(id => id < room.FirstId || id > room.LastId))
        {
            return Refusal.InvalidArgument($"1 to {MaxMessages} messages that the room has can be taken away at once");
        }

        if (TextRules.CheckOptional(Text, turn.Rules.StoryLength, "The text in their place") is { } refusal)
        {
            return refusal;
        }

        var permitted = PermittedErasure.Ask(new Replacement(RoomId, [.. ChatIds.Distinct().Order()], Text), this);
        return permitted.IsRefused ? permitted.Refusal! : Replace(turn, room, permitted.Value);
    }

    private Replacement Replace(Turn turn, RoomSnapshot room, PermittedErasure permitted)
    {
        var what = (Replacement)permitted.What;
        room = turn.Pool.Put(room with { LastAt = turn.NowIn(room), Replacements = room.Replacements + 1 });
        foreach (var id in what.ChatIds)
        {
            turn.Record(ComplianceEventKind.Deletion, room.LastAt, room, By, e => e with { ChatId = id, Text = Text });
        }

        turn.Pool.Erase(permitted);
        return what;
    }
}
