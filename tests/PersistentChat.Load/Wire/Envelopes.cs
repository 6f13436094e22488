using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace PersistentChat.Load.Wire;

/// <summary>What a client says: one primitive in an envelope.</summary>
internal static class Envelopes
{
    private static readonly XNamespace Xccos = "urn:parlano:xml:ns:xccos";

    public static XElement Post(string roomUri, string author, string text) => new(
        Xccos + "grpchat", Attribute("id", "grpchat"), Attribute("seqid", "1"), Attribute("chanUri", roomUri),
        Attribute("author", author), Attribute("ts", DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        new XElement(Xccos + "chat", text));

    public static XElement Join(string domain, IEnumerable<Guid> rooms) => Command("bjoin", [.. rooms.Select((room, key) => new XElement(
        Xccos + "chanid", Attribute("key", key.ToString(CultureInfo.InvariantCulture)), Attribute("domain", domain),
        Attribute("value", room.ToString("D"))))]);

    /// <summary>The last messages of a room.</summary>
    public static XElement RecentHistory(string roomUri, int count) => Command(
        "bccontext", Room(roomUri), new XElement(
            Xccos + "bcq", new XElement(Xccos + "last", Attribute("cnt", count.ToString(CultureInfo.InvariantCulture)))));

    /// <summary>Messages with any of the words, the newest of each room.</summary>
    public static XElement Search(IEnumerable<string> roomUris, string words, int limit) => Command("bcbydate",
    [
        .. roomUris.Select(Room),
        new XElement(
            Xccos + "bcq", new XElement(Xccos + "text", words), new XElement(Xccos + "searchbkwds"),
            new XElement(Xccos + "limit", Attribute("cnt", limit.ToString(CultureInfo.InvariantCulture)))),
    ]);

    public static byte[] Seal(long envelopeId, XElement primitive) => Encoding.UTF8.GetBytes(
        new XElement(Xccos + "xccos", Attribute("ver", "1"), Attribute("envid", envelopeId.ToString(CultureInfo.InvariantCulture)), primitive)
            .ToString(SaveOptions.DisableFormatting));

    private static XElement Command(string name, params XElement[] data) => new(
        Xccos + "cmd", Attribute("id", $"cmd:{name}"), Attribute("seqid", "1"), new XElement(Xccos + "data", data));

    private static XElement Room(string uri) => new(Xccos + "chanib", Attribute("uri", uri));

    private static XAttribute Attribute(string name, string value) => new(name, value);
}
