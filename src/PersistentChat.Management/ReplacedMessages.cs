namespace PersistentChat.Management;

/// <summary>How many messages were taken away or replaced.</summary>
public sealed record ReplacedMessages(int Count);
