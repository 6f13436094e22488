namespace PersistentChat.Sip.Tracing;

/// <summary>A message that came or left, without secrets.</summary>
/// <param name="Number">Counts 1, 2, 3… in its trace.</param>
/// <param name="ConnectionId">Where.</param>
/// <param name="Remote">The far end's address and port.</param>
/// <param name="IsReceived">It came; false: it left.</param>
/// <param name="Text">Head and body, as far as they may be told.</param>
public sealed record TracedMessage(
    int Number, DateTimeOffset At, string ConnectionId, string Remote, bool IsReceived, string Text);
