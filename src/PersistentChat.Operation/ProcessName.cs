namespace PersistentChat.Operation;

/// <summary>What a process is called where many are watched: <c>pchat-server</c>, <c>pchat-worker</c>.</summary>
internal sealed record ProcessName(string Value);
