namespace PersistentChat.Management;

/// <summary>A message of a trace. What proves who somebody is has been taken out of it.</summary>
/// <param name="Number">Counts 1, 2, 3…</param>
/// <param name="At">When the server had it, or sent it; UTC.</param>
/// <param name="ConnectionId">Where.</param>
/// <param name="Remote">The far end's address and port.</param>
/// <param name="IsReceived">The server has received it; false: sent.</param>
/// <param name="Text">Head and body.</param>
public sealed record TracedMessage(
    int Number, DateTimeOffset At, string ConnectionId, string Remote, bool IsReceived, string Text);
