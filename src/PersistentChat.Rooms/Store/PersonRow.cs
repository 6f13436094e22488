using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Membership;

namespace PersistentChat.Rooms.Store;

internal sealed class PersonRow
{
    public required Guid Id { get; init; }

    public required string Uri { get; init; }

    public required string DisplayName { get; init; }

    public string? Mail { get; init; }

    public bool Enabled { get; init; }

    /// <summary>Kept as who wrote what it has written.</summary>
    public bool Removed { get; init; }

    public PrincipalSource Source { get; init; }

    public PoolRole Role { get; set; }

    /// <summary>The highest number of an invitation it ever had; numbers are not used again.</summary>
    public int LastInvitationId { get; set; }

    /// <summary>Encrypted password verifiers; null until a password is set.</summary>
    public byte[]? Verifiers { get; set; }
}
