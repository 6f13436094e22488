using System.Globalization;
using System.Xml;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Client;

/// <summary>Reads what a server sends in an INFO: as much of it as a client of our own needs.</summary>
public static class ServerReader
{
    // A history of long messages is one reply.
    private static readonly XccosLimits Limits = new()
    {
        MaxBytes = 16 * 1024 * 1024,
        MaxDepth = 256,
        MaxAttributes = 1024,
        MaxAttributeLength = 1024 * 1024,
        MaxNameLength = 4096,
    };

    /// <exception cref="FormatException">It is no envelope of a server.</exception>
    public static IReadOnlyList<Told> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var root = ElementReader.Read(body.Span, Limits);
            return root.Is(WireNames.Elements.Root)
                ? [.. root.Children.Select(Read).OfType<Told>()]
                : throw new FormatException("The server sent what is no xccos.");
        }
        catch (XmlException wrong)
        {
            throw new FormatException("The server sent what is no XML.", wrong);
        }
    }

    // Null: nothing that is known here.
    private static Told? Read(Element primitive)
    {
        if (primitive.Is(WireNames.Elements.Post))
        {
            return ReadMessage(primitive) is { } message ? new ToldMessage(message) : null;
        }

        var data = primitive.Child(WireNames.Elements.Data);
        if (data is null)
        {
            return null;
        }

        var (rooms, people) = (ReadRooms(data), ReadPeople(data));
        return primitive.Is(WireNames.Elements.Reply) ? ReadReply(primitive, data, rooms, people)
            : primitive.Is(WireNames.Elements.Notice) ? new ToldNotice(primitive.Attribute(WireNames.Attributes.Id) ?? "", rooms, people)
            : null;
    }

    private static ToldReply? ReadReply(Element reply, Element data, IReadOnlyList<ToldRoom> rooms, IReadOnlyList<ToldPerson> people) =>
        reply.Child(WireNames.Elements.CommandId)?.Attribute(WireNames.Attributes.EnvelopeId) is { } envelopeId
            && reply.Child(WireNames.Elements.Response) is { } response
            && WireValue.Count(response.Attribute(WireNames.Attributes.Code)) is { } code
                ? new ToldReply(envelopeId, code, response.Text, rooms, people, [.. data.SelfAndDescendants
                    .Where(element => element.Is(WireNames.Elements.HistoryMessage)).Select(ReadMessage).OfType<PostedMessage>()])
                : null;

    private static List<ToldRoom> ReadRooms(Element data)
    {
        var rooms = new List<ToldRoom>();
        foreach (var element in data.SelfAndDescendants)
        {
            if (element.Is(WireNames.Elements.Room) && RoomUri.TryParse(element.Attribute(WireNames.Attributes.Uri), out var uri))
            {
                rooms.Add(new ToldRoom(
                    uri, element.Attribute(WireNames.Attributes.Name) ?? "", element.Attribute(WireNames.Attributes.Description) ?? ""));
            }
            else if (element.Is(WireNames.Elements.Access) && RoomUri.TryParse(
                element.Attribute(WireNames.Attributes.Domain), element.Attribute(WireNames.Attributes.Value), out uri))
            {
                rooms.Add(new ToldRoom(uri, "", ""));
            }
        }

        return rooms;
    }

    private static List<ToldPerson> ReadPeople(Element data) =>
    [
        .. from element in data.SelfAndDescendants
           where element.Is(WireNames.Elements.Person)
           let uri = element.Attribute(WireNames.Attributes.Uri)
           where uri is not null
           select new ToldPerson(uri, element.Attribute(WireNames.Attributes.DisplayName) ?? uri),
    ];

    private static PostedMessage? ReadMessage(Element message)
    {
        if (!RoomUri.TryParse(message.Attribute(WireNames.Attributes.RoomUri), out var room)
            || message.Child(WireNames.Elements.Chat) is not { } chat
            || !DateTimeOffset.TryParse(
                message.Attribute(WireNames.Attributes.Time), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        var author = message.Attribute(WireNames.Attributes.Author) ?? "";
        _ = WireValue.TryNumber(message.Attribute(WireNames.Attributes.ChatId) ?? "", out var id);
        return new PostedMessage(
            room, author, message.Attribute(WireNames.Attributes.AuthorName) ?? author,
            WireValue.IsTrue(message.Attribute(WireNames.Attributes.Alert)), id, at, new MessageContent(chat.Text, Markup: null));
    }
}
