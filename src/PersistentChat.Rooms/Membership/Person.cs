using PersistentChat.Rooms.Access;

namespace PersistentChat.Rooms.Membership;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Uri">Address of record, <c>sip:user@domain</c> in lower case: the key for a person everywhere.</param>
/// <param name="Enabled">False: may neither sign in nor use rooms.</param>
public sealed record Person(Guid Id, string Uri, string DisplayName, string? Mail, bool Enabled)
{
    public PrincipalSource Source { get; init; } = PrincipalSource.Local;

    /// <summary>What it may do in the administration when it has signed in itself (<see cref="SetPersonRole"/>).</summary>
    public TokenRole Role { get; init; }
}
