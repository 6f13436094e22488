using System.Xml;
using PersistentChat.Xccos.Blocks;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// The answer to <c>cmd:getserverinfo</c> (xccos.md 8.2). Two names for it are on record, so it is the caller's option;
/// the other one is <see cref="WireNames.ReplyIds.ServerInfoOf2010"/>.
/// </summary>
public sealed record ServerInfoReply(
    CommandReference Command, ServerInfo Info, string Id = WireNames.ReplyIds.ServerInfo) : Reply(Id, Command)
{
    private protected override void WriteData(XmlWriter xml) => Info.Write(xml);
}
