using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Blocks;

/// <summary>
/// <c>fib</c>: a room of a batch join that could not be entered (xccos.md 6.3). Both halves as the client named them,
/// which need not be a domain and a guid.
/// </summary>
public sealed record FailedRoom(string Domain, string Value)
{
    public FailedRoom(RoomUri room)
        : this(room.Domain, room.Id.ToString("D"))
    {
    }

    internal void Write(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Failed);
        xml.Attribute(WireNames.Attributes.Key, WireNames.Values.OperationFailed);
        xml.Attribute(WireNames.Attributes.Value, Value);
        xml.Attribute(WireNames.Attributes.Domain, Domain);
        xml.End();
    }
}
