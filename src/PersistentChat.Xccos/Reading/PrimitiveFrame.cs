using PersistentChat.Xccos.Commands;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Reading;

/// <summary>A primitive whose name and number are known, before its body is looked at.</summary>
internal sealed record PrimitiveFrame(string Id, string Sequence, Element Element, int MaxIdLength)
{
    /// <summary>The command's <c>data</c>. One is always sent; without it, the command has an empty body.</summary>
    public Element Data =>
        Element.Child(WireNames.Elements.Data) ?? new Element("", WireNames.Elements.Data, WireNames.Namespace, null);

    public bool IsId(string text) => text.Length > 0 && text.Length <= MaxIdLength;

    public bool TryRoom(out RoomUri room) =>
        RoomUri.TryParse(Data.Child(WireNames.Elements.Room)?.Attribute(WireNames.Attributes.Uri), out room);

    public MalformedCommand Malformed(string problem) => new(Id, Sequence, problem);
}
