namespace PersistentChat.Sip.Transport;

/// <summary>What became of a message given to <see cref="OutboundQueue"/>.</summary>
internal enum AppendResult
{
    Appended,

    /// <summary>The writer wrote nothing, so there is nothing to send.</summary>
    Nothing,

    /// <summary>The peer is too slow: the connection is to be closed.</summary>
    Full,

    /// <summary>The connection is on its way down already.</summary>
    Closed,
}
