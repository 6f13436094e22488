using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary><c>cmd:requri</c>: where is my chat server? (xccos.md 8.1)</summary>
public sealed record RequestUriCommand(string Sequence) : ClientPrimitive(WireNames.CommandIds.RequestUri, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame) => new RequestUriCommand(frame.Sequence);
}
