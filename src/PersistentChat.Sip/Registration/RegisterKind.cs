namespace PersistentChat.Sip.Registration;

/// <summary>What a REGISTER did (RFC 3261 section 10.3).</summary>
public enum RegisterKind
{
    /// <summary>A new binding.</summary>
    Registered,

    /// <summary>The same binding, with more time.</summary>
    Renewed,

    Unregistered,

    /// <summary>It only asked (RFC 3261 section 10.2.3).</summary>
    Queried,

    Refused,
}
