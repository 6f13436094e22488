namespace PersistentChat.Management;

/// <summary>Messages that a search of a room found, oldest first.</summary>
/// <param name="Next">What to ask for as <c>start</c> to get those after these. Null: there are none.</param>
/// <param name="IsComplete">False: so much was to be looked at that the search gave up; there may be more.</param>
public sealed record FoundMessages(IReadOnlyList<MessageDetails> Items, long? Next, bool IsComplete);
