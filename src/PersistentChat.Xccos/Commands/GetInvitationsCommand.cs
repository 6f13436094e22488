using PersistentChat.Xccos.Reading;

namespace PersistentChat.Xccos.Commands;

/// <summary>
/// <c>cmd:getinv</c>: invitations with an id greater than <paramref name="LastKnown"/> (xccos.md 8.12), 0 when none is
/// named. COMPAT(pidgin-sipe): always says 1.
/// </summary>
public sealed record GetInvitationsCommand(string Sequence, long LastKnown, string? Domain)
    : ClientPrimitive(WireNames.CommandIds.GetInvitations, Sequence)
{
    internal static ClientPrimitive Read(PrimitiveFrame frame)
    {
        var invitation = frame.Data.Child(WireNames.Elements.Invitation);
        var id = invitation?.Attribute(WireNames.Attributes.InvitationId);
        var lastKnown = 0L;
        return id is null || WireValue.TryNumber(id, out lastKnown)
            ? new GetInvitationsCommand(
                frame.Sequence, lastKnown, invitation?.Attribute(WireNames.Attributes.Domain))
            : frame.Malformed("inviteId is no number");
    }
}
