using System.Xml;
using PersistentChat.Xccos.Writing;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Notices;

/// <summary>
/// <c>ntc</c>: something that happened, told without being asked (xccos.md section 9). It has neither commandid nor
/// resp.
/// </summary>
public abstract record Notice(string Id) : ServerPrimitive
{
    internal sealed override void Write(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Notice);
        xml.Attribute(WireNames.Attributes.Id, Id);
        xml.Attribute(WireNames.Attributes.Sequence, WireNames.Values.FirstSequence);
        xml.Begin(WireNames.Elements.Data);
        WriteData(xml);
        xml.End();
        xml.End();
    }

    private protected abstract void WriteData(XmlWriter xml);
}
