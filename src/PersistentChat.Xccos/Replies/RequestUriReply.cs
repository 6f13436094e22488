using System.Xml;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// <c>rpl:requri</c> (xccos.md 8.1). <paramref name="PoolUri"/> is the full <c>sip:</c> address the client shall
/// invite and will accept as From of our INFO.
/// </summary>
public sealed record RequestUriReply(CommandReference Command, string PoolUri)
    : Reply(WireNames.ReplyIds.RequestUri, Command)
{
    private protected override void WriteData(XmlWriter xml)
    {
        xml.Begin(WireNames.Elements.Person);
        xml.Attribute(WireNames.Attributes.Uri, PoolUri);
        xml.End();
    }
}
