namespace PersistentChat.Rooms.Journal;

/// <summary>Why everything of a person ends at once.</summary>
public enum SignInsEndReason
{
    /// <summary>It may not use the pool any more.</summary>
    Disabled,

    /// <summary>It may come back with its new password.</summary>
    PasswordChanged,
}
