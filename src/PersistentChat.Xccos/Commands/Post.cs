using PersistentChat.Xccos.Reading;
using PersistentChat.Xccos.Xml;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>grpchat</c> from a client: a message for a room (xccos.md 8.7). Author and time are the server's to say and are
/// not here. <paramref name="ClientMessageId"/> is the client's own name for it, where it gives one (ours:
/// <c>clientMessageId</c> in <see cref="WireNames.OwnNamespace"/>).
/// </summary>
public sealed record Post(
    string Sequence, RoomUri Room, bool Alert, MessageContent Content, string? ClientMessageId)
    : ClientPrimitive(WireNames.CommandIds.Post, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var post = frame.Element;
        if (!RoomUri.TryParse(post.Attribute(WireNames.Attributes.RoomUri), out var room))
        {
            return frame.Malformed("chanUri names no room");
        }

        // The vendor's server refused posts without a time, so a client must send one; what it says is not used.
        if (string.IsNullOrEmpty(post.Attribute(WireNames.Attributes.Time)))
        {
            return frame.Malformed("no ts");
        }

        var clientMessageId = post.Attribute(WireNames.OwnNamespace, WireNames.Attributes.ClientMessageId);
        if (clientMessageId is not null && !frame.IsId(clientMessageId))
        {
            return frame.Malformed("clientMessageId is empty or too long");
        }

        return PostMarkup.Read(post) is { } content
            ? new Post(
                frame.Sequence,
                room,
                WireValue.IsTrue(post.Attribute(WireNames.Attributes.Alert)),
                content,
                clientMessageId)
            : frame.Malformed("no chat");
    }
}
