namespace PersistentChat.Management;

/// <summary>Messages that a search of a room found.</summary>
/// <param name="Next">What to ask for as <c>cursor</c> to get those after these. Null: there are none.</param>
/// <param name="IsComplete">
/// False: so much was to be looked at that the search gave up; <paramref name="Next"/> goes on where it did.
/// </param>
public sealed record FoundMessages(IReadOnlyList<MessageDetails> Items, string? Next, bool IsComplete);
