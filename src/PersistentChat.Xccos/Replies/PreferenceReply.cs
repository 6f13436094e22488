using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:getpref</c> and <c>rpl:setpref</c> (xccos.md 8.13; the body is G): label and version as they are now, content
/// (base64) only when the client does not have it; null leaves it out.
/// </summary>
public sealed record PreferenceReply(string Id, CommandReference Command, string Label, long Version, string? Content)
    : Reply(Id, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Preference);
        xml.Attribute(WireNames.Attributes.Label, Label);
        xml.Attribute(WireNames.Attributes.Sequence, Version);
        xml.OptionalAttribute(WireNames.Attributes.Content, Content);
        xml.End();
    }
}
