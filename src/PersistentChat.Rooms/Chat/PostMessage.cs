using PersistentChat.Compliance.Contracts;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Chat;

/// <summary>
/// Somebody says something in a room it is in. The answer is the message as stored; the same client message id again
/// gets the first message and announces nothing.
/// </summary>
/// <param name="Markup">One XML element, when the message is more than plain text.</param>
/// <param name="ClientMessageId">At most 128 characters; null when the client gives none.</param>
public sealed record PostMessage(
    Person Person,
    string DialogId,
    Guid RoomId,
    bool Alert,
    string Text,
    string? Markup,
    string? ClientMessageId) : JournalCommand<Message>
{
    internal override bool NeedsArchive => true;

    internal override string Ids => $"{Person.Uri} in {RoomId}";

    internal override ClientMessageKey? MessageKey =>
        ClientMessageId is null ? null : new ClientMessageKey(RoomId, Person.Id, ClientMessageId);

    internal override Outcome<Message> Decide(Turn turn)
    {
        var room = turn.Pool.Room(RoomId);
        var author = turn.Pool.Person(Person.Id);
        var who = room is null || author is null ? default : turn.Pool.StandingIn(room, author);
        if (PostRules.Check(this, room, author, who, turn.Rules) is { } refusal)
        {
            return refusal;
        }

        if (MessageKey is { } key && turn.FindPosted(key) is { } first)
        {
            return first;
        }

        var message = new Message(RoomId, room!.LastId + 1, author!, turn.NowIn(room), Alert, Text, Markup);
        turn.Post(room, message, ClientMessageId);
        turn.Record(ComplianceEventKind.Chat, message.At, room, author, e => e with
        {
            ChatId = message.ChatId,
            Text = Text,
            Markup = Markup,
        });
        turn.Announce(new MessagePosted(turn.Pool.Room(RoomId)!, message));
        return message;
    }
}
