namespace PersistentChat.Sip.Dialogs;

/// <summary>How a dialog came to its end (RFC 3261 sections 12.3 and 15).</summary>
public enum DialogEnd
{
    /// <summary>The peer said so (RFC 3261 section 15.1.2), or took its INVITE back before it was answered.</summary>
    Bye,

    /// <summary>No request of the peer within one and a half session intervals (RFC 4028).</summary>
    SessionExpired,

    /// <summary>An INFO of ours was not answered in time.</summary>
    NoAnswer,

    /// <summary>The peer takes, or answers, less than is sent to it.</summary>
    TooSlow,

    /// <summary>The peer answered an INFO of ours with 408, 481 or 487 (RFC 3261 section 12.2.1.2).</summary>
    PeerRefused,

    ConnectionLost,

    /// <summary>By us.</summary>
    Ended,
}
