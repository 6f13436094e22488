using System.Xml;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Writing;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Client;

/// <summary>
/// The other direction, for a client of our own: the bytes of one envelope with one command in it. Only what such a client
/// says; <see cref="Reading.XccosReader"/> reads all there is.
/// </summary>
public static class CommandEncoder
{
    /// <summary>UTF-8 without byte order mark and without XML declaration.</summary>
    /// <param name="envelopeId">What the reply names again.</param>
    /// <param name="command">A join of one room or of many, part, search for rooms, recent history, or post of plain text.</param>
    /// <param name="person">Address of who says it, and <paramref name="at"/> when: a post must have both, and the server believes neither.</param>
    /// <param name="at">UTC.</param>
    /// <exception cref="NotSupportedException">Another command.</exception>
    /// <exception cref="ArgumentException">A text holds what XML cannot say.</exception>
    public static byte[] Encode(string envelopeId, ClientPrimitive command, string person, DateTimeOffset at)
    {
        using var buffer = new PooledBuffer();
        using (var xml = XmlWriter.Create(buffer, EnvelopeWriter.Wire))
        {
            xml.Begin(WireNames.Elements.Root);
            xml.Attribute(WireNames.Attributes.Version, WireNames.Values.Version);
            xml.Attribute(WireNames.Attributes.EnvelopeId, envelopeId);
            xml.Begin(command is Post ? WireNames.Elements.Post : WireNames.Elements.Command);
            xml.Attribute(WireNames.Attributes.Id, command.Id);
            xml.Attribute(WireNames.Attributes.Sequence, command.Sequence);
            if (command is Post post)
            {
                WritePost(xml, post, person, at);
            }
            else
            {
                xml.Begin(WireNames.Elements.Data);
                WriteData(xml, command);
                xml.End();
            }

            xml.End();
            xml.End();
        }

        return buffer.Take();
    }

    private static void WritePost(XmlWriter xml, Post post, string person, DateTimeOffset at)
    {
        xml.Attribute(WireNames.Attributes.RoomUri, post.Room.ToString());
        xml.Attribute(WireNames.Attributes.Author, person);
        xml.Attribute(WireNames.Attributes.Time, at);
        if (post.Alert)
        {
            xml.Attribute(WireNames.Attributes.Alert, true);
        }

        xml.Begin(WireNames.Elements.Chat);
        xml.Text(post.Content.Text);
        xml.End();
    }

    private static void WriteData(XmlWriter xml, ClientPrimitive command)
    {
        switch (command)
        {
            case JoinCommand join:
                WriteRoomId(xml, 0, join.Room);
                break;
            case BatchJoinCommand { Unreadable.Count: 0 } join:
                for (var i = 0; i < join.Rooms.Count; i++)
                {
                    WriteRoomId(xml, i, join.Rooms[i]);
                }

                break;
            case PartCommand part:
                xml.RoomWith(part.Room, []);
                break;
            case RecentHistoryCommand history:
                xml.RoomWith(history.Room, []);
                WriteLast(xml, history.Count);
                break;
            case RoomSearchCommand search:
                xml.Begin(WireNames.Elements.Query);
                xml.Attribute(WireNames.Attributes.QueryType, search.QueryType);
                xml.Attribute(WireNames.Attributes.Criteria, search.Criteria);
                xml.Attribute(WireNames.Attributes.AllWords[0], search.AllWords);
                xml.Attribute(WireNames.Attributes.Extended, search.Extended);
                xml.End();
                break;
            default:
                throw new NotSupportedException($"No client of ours says {command.Id}");
        }
    }

    private static void WriteRoomId(XmlWriter xml, int key, RoomUri room)
    {
        xml.Begin(WireNames.Elements.RoomId);
        xml.Attribute(WireNames.Attributes.Key, key);
        xml.Attribute(WireNames.Attributes.Domain, room.Domain);
        xml.Attribute(WireNames.Attributes.Value, room.Id.ToString("D"));
        xml.End();
    }

    private static void WriteLast(XmlWriter xml, int? count)
    {
        if (count is { } many)
        {
            xml.Begin(WireNames.Elements.HistoryQuery);
            xml.Begin(WireNames.Elements.Last);
            xml.Attribute(WireNames.Attributes.Count, many);
            xml.End();
            xml.End();
        }
    }
}
