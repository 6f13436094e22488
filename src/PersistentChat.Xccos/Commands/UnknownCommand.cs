namespace PersistentChat.Xccos.Commands;

/// <summary>
/// A primitive whose id we do not know, as it was sent. It is never dropped: clients wait for an answer
/// (xccos.md section 8.18).
/// </summary>
public sealed record UnknownCommand(string Id, string Sequence) : ClientPrimitive(Id, Sequence);
