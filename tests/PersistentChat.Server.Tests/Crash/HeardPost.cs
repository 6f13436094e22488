using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Crash;

/// <summary>A message as a client gets it: live (<c>grpchat</c>) or from history (<c>msg</c>).</summary>
internal sealed record HeardPost(Guid Room, long ChatId, string Author, DateTimeOffset At, string Text)
{
    public static HeardPost Read(XElement element)
    {
        var isRoom = RoomUri.TryParse((string?)element.Attribute("chanUri"), out var room);
        return isRoom
            ? new HeardPost(
                room.Id,
                long.Parse((string)element.Attribute("chatId")!, CultureInfo.InvariantCulture),
                (string)element.Attribute("author")!,
                DateTimeOffset.Parse((string)element.Attribute("ts")!, CultureInfo.InvariantCulture),
                element.Elements().Single(child => child.Name.LocalName == "chat").Value)
            : throw new FormatException($"This is no message: {element}");
    }
}
