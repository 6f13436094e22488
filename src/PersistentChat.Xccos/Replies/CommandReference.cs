using PersistentChat.Xccos.Commands;

namespace PersistentChat.Xccos.Replies;

/// <summary><c>commandid</c>: which command a reply answers, as the client numbered it (xccos.md section 4).</summary>
public readonly record struct CommandReference(string Sequence, string EnvelopeId)
{
    public static CommandReference To(ClientPrimitive primitive, string envelopeId) =>
        new(primitive.Sequence, envelopeId);
}
