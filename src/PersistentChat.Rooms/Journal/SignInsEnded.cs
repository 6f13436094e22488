using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// Whatever a person has open rests on something that no longer holds: it must end now, and not only fail at its next use.
/// </summary>
public sealed record SignInsEnded(Person Person, SignInsEndReason Reason);
