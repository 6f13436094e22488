namespace PersistentChat.Xccos.Reading;

/// <summary>
/// The body cannot be answered in its own language; SIP has to. <paramref name="Reason"/> is one phrase that holds
/// nothing of what the client wrote.
/// </summary>
public sealed record XccosFault(XccosFaultKind Kind, string Reason) : XccosReading;
