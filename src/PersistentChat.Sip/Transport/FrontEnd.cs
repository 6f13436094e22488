namespace PersistentChat.Sip.Transport;

/// <summary>
/// A connection feature: the peer is a trusted front end (RFC 3325 section 3), which whoever set it has found out from the peer's
/// certificate. It carries many people's dialogs and says who they are.
/// </summary>
/// <param name="Name">By which it is trusted.</param>
public sealed record FrontEnd(string Name);
