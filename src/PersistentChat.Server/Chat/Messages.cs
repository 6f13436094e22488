using PersistentChat.Rooms.Chat;

namespace PersistentChat.Server.Chat;

/// <summary>A stored message as it goes on the wire, live and in history.</summary>
internal static class Messages
{
    public static MessageNotice NoticeOf(Message message, string domain) => new(ToWire(message, domain));

    public static PostedMessage ToWire(Message message, string domain) => new(
        new RoomUri(domain, message.RoomId), message.Author.Uri, message.Author.DisplayName, message.Alert, message.ChatId,
        message.At, new MessageContent(message.Text, message.Markup));
}
