namespace PersistentChat.Sip.Transport;

/// <summary>What <see cref="MessageFramer.Read"/> found (RFC 3261 section 18.3).</summary>
public enum FrameStatus
{
    /// <summary>No complete message yet.</summary>
    NeedMore,

    /// <summary>A message, which may still turn out not to be one when it is parsed.</summary>
    Message,

    /// <summary>A broken limit or a length that cannot be known: the stream ends here.</summary>
    Refused,
}
