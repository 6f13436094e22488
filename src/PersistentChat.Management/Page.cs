namespace PersistentChat.Management;

/// <summary>A part of a list, in a stable order.</summary>
/// <param name="Next">What to ask for as <c>cursor</c> to get the next part. Null: this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
