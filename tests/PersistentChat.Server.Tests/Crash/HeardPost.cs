using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>A message as a client gets it, live or from history.</summary>
internal sealed record HeardPost(Guid Room, long ChatId, string Author, DateTimeOffset At, string Text)
{
    public static HeardPost Of(PostedMessage message) =>
        new(message.Room.Id, message.ChatId, message.AuthorUri, message.At, message.Content.Text);
}
