namespace PersistentChat.Rooms.Access;

/// <summary>What a category says about somebody; denied wins over allowed (the ethical wall).</summary>
public enum Scope
{
    Allowed,

    NotAllowed,

    Denied,
}
