using PersistentChat.Rooms.Access;

namespace PersistentChat.Rooms.Membership;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Uri">Address of record, <c>sip:user@domain</c> in lower case: the key for a person everywhere.</param>
/// <param name="Enabled">False: may neither sign in nor use rooms.</param>
public sealed record Person(Guid Id, string Uri, string DisplayName, string? Mail, bool Enabled)
{
    public PrincipalSource Source { get; init; } = PrincipalSource.Local;

    /// <summary>It is known only as who wrote what it has written.</summary>
    public bool Removed { get; init; }

    /// <summary>What it may do in the administration when it has signed in itself (<see cref="SetPersonRole"/>).</summary>
    public PoolRole Role { get; init; }
}
