namespace PersistentChat.Management;

/// <summary>How much a person says.</summary>
/// <param name="Messages">In the time of the report.</param>
/// <param name="LastAt">When the last message was, whenever. Null: there is none.</param>
public sealed record PersonUsage(Guid Id, string Uri, string DisplayName, long Messages, DateTimeOffset? LastAt);
