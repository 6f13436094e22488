using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary>
/// A message as the server tells it, live or from history (xccos.md 8.7, 8.8). <paramref name="ChatId"/> counts within
/// the room; <paramref name="At"/> is when the server received it.
/// </summary>
public sealed record PostedMessage(
    RoomUri Room,
    string AuthorUri,
    string AuthorName,
    bool Alert,
    long ChatId,
    DateTimeOffset At,
    MessageContent Content)
{
    /// <param name="xml">Where to.</param>
    /// <param name="wireName"><c>grpchat</c> or <c>msg</c>: all else is the same.</param>
    internal void Write(XmlWriter xml, string wireName)
    {
        xml.Begin(wireName);
        xml.Attribute(WireNames.Attributes.Id, WireNames.CommandIds.Post);
        xml.Attribute(WireNames.Attributes.Sequence, WireNames.Values.FirstSequence);
        xml.Attribute(WireNames.Attributes.RoomUri, Room.ToString());
        xml.Attribute(WireNames.Attributes.Author, AuthorUri);
        xml.Attribute(WireNames.Attributes.AuthorName, AuthorName);
        xml.Attribute(WireNames.Attributes.Alert, Alert);
        xml.Attribute(WireNames.Attributes.ChatId, ChatId);
        xml.Attribute(WireNames.Attributes.Time, At);
        if (Content.Markup is { } markup)
        {
            PostMarkup.Write(xml, markup);
        }
        else
        {
            xml.Begin(WireNames.Elements.Chat);
            xml.Text(Content.Text);
            xml.End();
        }

        xml.End();
    }
}
