namespace PersistentChat.Management;

/// <summary>Whose messages are to be seen: those of a person, wherever it is, or of one connection.</summary>
/// <param name="Person">Address, <c>sip:user@domain</c>; it need not be known.</param>
/// <param name="ConnectionId">As the log has it.</param>
/// <param name="Minutes">After these it ends, 1 to 1,440.</param>
/// <param name="Messages">After so many it ends, 1 to 5,000.</param>
/// <param name="WithText">What people say is in it too; otherwise only how long it is.</param>
public sealed record NewTrace(
    string? Person = null, string? ConnectionId = null, int Minutes = 10, int Messages = 1000, bool WithText = false);
