namespace PersistentChat.Xccos.Commands;

/// <summary>
/// A known command that lacks what it needs. <paramref name="Problem"/> is one phrase for a log or a reply; it holds
/// nothing of what the client wrote.
/// </summary>
public sealed record MalformedCommand(string Id, string Sequence, string Problem) : ClientPrimitive(Id, Sequence);
