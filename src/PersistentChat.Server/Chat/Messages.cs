using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Server.Chat;

/// <summary>A stored message as it goes on the wire, live and in history.</summary>
internal static class Messages
{
    public static Telling TellingOf(MessagePosted posted, string domain) =>
        new(new MessageNotice(ToWire(posted.Message, domain)), posted.Room.Participants.Values);

    public static PostedMessage ToWire(Message message, string domain) => new(
        new RoomUri(domain, message.RoomId), message.Author.Uri, message.Author.DisplayName, message.Alert, message.ChatId,
        message.At, new MessageContent(message.Text, message.Markup));
}
