using System.Xml;
using PersistentChat.Xccos.Commands;

namespace PersistentChat.Xccos.Replies;

/// <summary>
/// A reply without data: a refusal, an unknown command (xccos.md 8.18), or success that needs no words.
/// </summary>
public sealed record EmptyReply(string Id, CommandReference Command, ResponseCode Response)
    : Reply(Id, Command, Response)
{
    /// <summary>The answer to any primitive, under the id its reply would have.</summary>
    public static EmptyReply To(ClientPrimitive primitive, string envelopeId, ResponseCode response) =>
        new(WireNames.ReplyIds.Of(primitive.Id), CommandReference.To(primitive, envelopeId), response);

    private protected override void WriteData(XmlWriter xml)
    {
    }
}
