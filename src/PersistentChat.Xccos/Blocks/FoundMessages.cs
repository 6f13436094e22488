using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary>
/// What a search found in one room (xccos.md 8.9; the form of <c>matches</c> is G). <paramref name="Total"/>: with those
/// that are not here. <paramref name="Exceeded"/>: the server's limit kept some away.
/// <paramref name="NextId"/>: the message to start from for the next ones; null: there are none.
/// </summary>
public sealed record FoundMessages(
    RoomUri Room, string Name, IReadOnlyList<PostedMessage> Messages, int Total, bool Exceeded, long? NextId)
{
    internal void Write(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Room);
        xml.Attribute(WireNames.Attributes.Uri, Room.ToString());
        xml.Attribute(WireNames.Attributes.Name, Name);
        foreach (var message in Messages)
        {
            message.Write(xml, WireNames.Elements.HistoryMessage);
        }

        xml.Begin(WireNames.Elements.Matches);
        xml.Attribute(WireNames.Attributes.Count, Total);
        xml.Attribute(WireNames.Attributes.Exceeded, Exceeded);
        if (NextId is { } next)
        {
            xml.Attribute(WireNames.Attributes.NextId, next);
        }

        xml.End();
        xml.End();
    }
}
