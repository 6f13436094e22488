namespace PersistentChat.Rooms.Membership;

/// <summary>That somebody has said a person's password; good until another one is set (<see cref="Passwords.Holds"/>).</summary>
public sealed class PasswordProof
{
    internal PasswordProof(Guid personId, byte[] stored) => (PersonId, Stored) = (personId, stored);

    public Guid PersonId { get; }

    // What the password was compared with, encrypted: it is never the same twice, even for the same password.
    internal byte[] Stored { get; }
}
