using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Transfer;

/// <summary>
/// Takes in the next messages of a room that is being imported: numbers, times and authors stay what they were. The compliance
/// event says who did it and which numbers; what was said is in the archives of where it was said.
/// </summary>
/// <param name="Messages">At most <see cref="MaxMessages"/>, the first right behind the last that is there.</param>
internal sealed record ImportMessages(Guid RoomId, IReadOnlyList<TransferMessage> Messages) : ChangeCommand<RoomSnapshot>
{
    public const int MaxMessages = 500;

    // What any server can be set to allow: it was allowed where it was said.
    private const int MaxText = 4_000_000;

    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Messages.Count} in {RoomId}";

    internal override Outcome<RoomSnapshot> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Room(RoomId) is not { } room)
        {
            return Refusal.NoSuchRoom;
        }

        if (Messages.Count is 0 or > MaxMessages || Check(turn, room) is not { } first)
        {
            return Refusal.InvalidArgument("These are not the next messages of a room that is being imported");
        }

        foreach (var message in Messages)
        {
            turn.Pool.Messages.Add(RowOf(message, room.Category.KeepsHistory));
        }

        room = turn.Pool.Put(room with { FirstId = first, LastId = Messages[^1].Id, LastAt = turn.NowIn(room) });
        turn.Record(ComplianceEventKind.RoomChange, room.LastAt, room, By, e => e with
        {
            Reason = "MessagesImported",
            Text = $"Messages: {Messages[0].Id} to {Messages[^1].Id}",
        });
        return room;
    }

    /// <summary>Number of the room's first message then. Null: these cannot be taken in.</summary>
    private long? Check(Turn turn, RoomSnapshot room)
    {
        // An empty room begins with what it gets: before that was purged meanwhile.
        var isEmpty = room.LastId < room.FirstId;
        var (next, at) = (isEmpty ? Math.Max(Messages[0].Id, room.FirstId) : room.LastId + 1, DateTimeOffset.MinValue);
        foreach (var message in Messages)
        {
            if (!room.Room.Disabled || message.Id != next || message.At < at || message.At > turn.Now || !Enum.IsDefined(message.State)
                || !turn.Pool.Others.People.ContainsKey(message.Author) || (message.Text is null) != HasNoText(message)
                || TextRules.CheckOptional(message.Text, MaxText, "") is not null
                || TextRules.CheckOptional(message.Markup, MaxText, "") is not null)
            {
                return null;
            }

            (next, at) = (next + 1, message.At);
        }

        return isEmpty ? Messages[0].Id : room.FirstId;
    }

    private static bool HasNoText(TransferMessage message) => message.State is MessageState.Removed or MessageState.NotKept;

    private MessageRow RowOf(TransferMessage message, bool keepsHistory) => new()
    {
        RoomId = RoomId,
        ChatId = message.Id,
        AuthorId = message.Author,
        At = message.At.ToUniversalTime(),
        Alert = message.Alert,
        State = keepsHistory || message.Text is null ? message.State : MessageState.NotKept,
        Text = keepsHistory ? message.Text : null,
        Terms = keepsHistory && message.Text is not null ? SearchText.TermsOf(message.Text) : null,
        Markup = keepsHistory ? message.Markup : null,
    };
}
