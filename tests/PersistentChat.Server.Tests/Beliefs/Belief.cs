using System.Globalization;
using System.Xml.Linq;
using PersistentChat.Xccos;

namespace PersistentChat.Server.Tests.Beliefs;

/// <summary>What a client makes of the rooms it is in: it knows only what it was sent, in the order in which that came.</summary>
internal sealed class Belief
{
    private static readonly XNamespace Xccos = WireNames.Namespace;

    private readonly Dictionary<string, BelievedRoom> _rooms = [];

    /// <summary>Where it believes to be, by address.</summary>
    public IReadOnlyDictionary<string, BelievedRoom> Rooms => _rooms;

    public void Hear(XElement said)
    {
        var data = said.Element(Xccos + "data") ?? said;
        switch ((string?)said.Attribute("id"))
        {
            case WireNames.ReplyIds.Join or WireNames.ReplyIds.BatchJoin when IsSuccess(said):
                Enter(data);
                break;
            case WireNames.ReplyIds.Part when IsSuccess(said):
                _rooms.Remove(RoomOf(data.Element(Xccos + "chanib")!));
                break;
            case WireNames.NoticeIds.Join or WireNames.NoticeIds.BatchJoin:
                HearOfEntrants(data);
                break;
            case WireNames.NoticeIds.Part:
                var left = data.Element(Xccos + "chanib")!;
                In(RoomOf(left)).Leave(left.Elements(Xccos + "uib").Select(UriOf));
                break;
            case WireNames.NoticeIds.Kick:
                var room = RoomOf(data.Element(Xccos + "chanib")!);
                In(room);
                _rooms.Remove(room);
                break;
            case WireNames.NoticeIds.RoomChanged:
                var changed = data.Element(Xccos + "chanib")!;
                In(RoomOf(changed)).Name = (string)changed.Attribute("name")!;
                break;
            case WireNames.CommandIds.Post:
                In((string)said.Attribute("chanUri")!).Post(new BelievedPost(
                    long.Parse((string)said.Attribute("chatId")!, CultureInfo.InvariantCulture),
                    (string)said.Attribute("author")!,
                    said.Element(Xccos + "chat")!.Value));
                break;
        }
    }

    private void Enter(XElement data)
    {
        var people = data.Elements(Xccos + "uib").ToDictionary(person => (string)person.Attribute("id")!, UriOf);
        foreach (var block in data.Elements(Xccos + "chanib"))
        {
            var uri = RoomOf(block);
            if (!_rooms.TryGetValue(uri, out var room))
            {
                _rooms[uri] = room = new BelievedRoom();
            }

            room.Name = (string)block.Attribute("name")!;
            var listed = block.Elements(Xccos + "aib").SelectMany(aib => ((string)aib.Attribute("value")!).Split(',')).ToList();
            if (listed.Count > 0)
            {
                // There are no lists of large rooms.
                room.Begin(listed.Select(id => people[id]));
            }
        }
    }

    private void HearOfEntrants(XElement data)
    {
        foreach (var person in data.Elements(Xccos + "uib"))
        {
            foreach (var place in person.Elements(Xccos + "aib"))
            {
                In($"ma-chan://{(string)place.Attribute("domain")!}/{(string)place.Attribute("value")!}").Enter(UriOf(person));
            }
        }
    }

    private BelievedRoom In(string room) => _rooms.TryGetValue(room, out var believed)
        ? believed
        : throw new AssertionException($"It was told of {room}, where it is not");

    private static bool IsSuccess(XElement reply) => (string?)reply.Element(Xccos + "resp")?.Attribute("code") == "200";

    private static string RoomOf(XElement block) => (string)block.Attribute("uri")!;

    private static string UriOf(XElement person) => (string)person.Attribute("uri")!;
}
