using System.Text;
using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Notices;
using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Replies;
using PersistentChat.Xccos.Writing;

namespace PersistentChat.Xccos.Tests;

/// <summary>Short ways from text to what was read and from what is said to text.</summary>
internal static class Envelope
{
    public const string Domain = "example.com";
    public const string LobbyId = "8f1cb0a0-0001-4000-8000-000000000001";
    public const string OpsId = "8f1cb0a0-0002-4000-8000-000000000002";

    public static readonly RoomUri Lobby = new(Domain, new Guid(LobbyId));
    public static readonly RoomUri Ops = new(Domain, new Guid(OpsId));
    public static readonly CommandReference Asked = new("1", "40001");

    public static string Of(string primitives) =>
        $"""<xccos ver="1" envid="40001" xmlns="urn:parlano:xml:ns:xccos">{primitives}</xccos>""";

    public static string Command(string name, string data) =>
        Of($"""<cmd id="cmd:{name}" seqid="1"><data>{data}</data></cmd>""");

    public static string Post(string attributes, string children) =>
        Of($"""<grpchat id="grpchat" seqid="1" chanUri="{Lobby}" author="sip:alice@example.com" """
            + $"""ts="2026-11-21T01:31:21Z" {attributes}>{children}</grpchat>""");

    public static XccosReading Read(string document, XccosLimits? limits = null) =>
        XccosReader.Read(Encoding.UTF8.GetBytes(document), limits ?? new XccosLimits());

    public static ClientPrimitive ReadOne(string document) => ((XccosDocument)Read(document)).Primitives.Single();

    public static Post ReadPost(string document) => (Post)ReadOne(document);

    public static string Write(ServerPrimitive primitive) =>
        Encoding.UTF8.GetString(XccosEncoder.Encode(900001, primitive));

    /// <summary>What everybody in the room is told when this is posted.</summary>
    public static string Deliver(MessageContent content) => Write(new MessageNotice(new(
        Lobby, "sip:alice@example.com", "Alice", false, 7, DateTimeOffset.UnixEpoch, content)));
}
