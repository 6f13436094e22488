using System.Xml;
using PersistentChat.Xccos.Blocks;
using PersistentChat.Xccos.Writing;

namespace PersistentChat.Xccos.Notices;

/// <summary>
/// <c>grpchat</c>: a message, to everybody in the room, its author among them (xccos.md 8.7). Encoded once per message,
/// never per receiver.
/// </summary>
public sealed record MessageNotice(PostedMessage Message) : ServerPrimitive
{
    internal override void Write(XmlWriter xml) => Message.Write(xml, WireNames.Elements.Post);
}
