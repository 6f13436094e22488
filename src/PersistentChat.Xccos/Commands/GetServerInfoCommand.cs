using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:getserverinfo</c>: limits and identity of the server (xccos.md 8.2). <paramref name="InfoType"/> is a bit
/// mask to be returned; null when there was none or no number.
/// </summary>
public sealed record GetServerInfoCommand(string Sequence, string? Domain, int? InfoType)
    : ClientPrimitive(WireNames.CommandIds.GetServerInfo, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var server = frame.Data.Child(WireNames.Elements.Server);
        return new GetServerInfoCommand(
            frame.Sequence,
            server?.Attribute(WireNames.Attributes.Domain),
            WireValue.Count(server?.Attribute(WireNames.Attributes.InfoType)));
    }
}
