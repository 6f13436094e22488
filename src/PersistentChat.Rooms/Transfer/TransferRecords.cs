using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Transfer;

// The lines of an export's files. They may grow by properties that can be left out, never change.

/// <param name="DatabaseId">Where it comes from.</param>
internal sealed record TransferAbout(int Version, DateTimeOffset At, Guid DatabaseId, string Domain);

internal sealed record TransferPerson(
    Guid Id, string Uri, string DisplayName, string? Mail, bool Enabled, bool Removed, PrincipalSource Source);

internal sealed record TransferGroup(Guid Id, PrincipalKind Kind, string Name, IReadOnlyList<Guid> Members, PrincipalSource Source);

internal sealed record TransferCategory(
    Guid Id, string Name, string Description, bool History, bool Files, bool Invitations,
    IReadOnlyList<Guid> Allowed, IReadOnlyList<Guid> Denied, IReadOnlyList<Guid> Creators);

internal sealed record TransferPolicy(Guid Principal, bool Enabled);

/// <param name="FirstId">Number of the first message that is in the export; one more than the last there was when there are none.</param>
internal sealed record TransferRoom(
    Guid Id, Guid CategoryId, string Name, string Description, RoomType Type, RoomPrivacy Privacy,
    bool Disabled, bool InvitationsOff, Guid? AddInId, long FirstId, IReadOnlyList<TransferRole> Roles);

internal sealed record TransferRole(Guid Principal, int Roles);

/// <param name="Text">Null unless kept.</param>
internal sealed record TransferMessage(
    long Id, Guid Author, DateTimeOffset At, bool Alert, MessageState State, string? Text, string? Markup);
