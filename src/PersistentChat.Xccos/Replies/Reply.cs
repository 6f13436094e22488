using System.Xml;
using PersistentChat.Xccos.Writing;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl</c>: the answer to one command (xccos.md section 4). <paramref name="Id"/> as in
/// <see cref="WireNames.ReplyIds"/>. A command that is refused is answered by <see cref="EmptyReply"/>.
/// </summary>
public abstract record Reply(string Id, CommandReference Command, ResponseCode Response) : ServerPrimitive
{
    private protected Reply(string id, CommandReference command)
        : this(id, command, ResponseCodes.Success)
    {
    }

    internal sealed override void Write(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Reply);
        xml.Attribute(WireNames.Attributes.Id, Id);
        xml.Attribute(WireNames.Attributes.Sequence, WireNames.Values.FirstSequence);

        xml.Begin(WireNames.Elements.CommandId);
        xml.Attribute(WireNames.Attributes.Sequence, Command.Sequence);
        xml.Attribute(WireNames.Attributes.EnvelopeId, Command.EnvelopeId);
        xml.End();

        xml.Begin(WireNames.Elements.Response);
        xml.Attribute(WireNames.Attributes.Code, Response.Code);
        xml.Text(Response.Name);
        xml.End();

        xml.Begin(WireNames.Elements.Data);
        WriteData(xml);
        xml.End();

        xml.End();
    }

    private protected abstract void WriteData(XmlWriter xml);
}
