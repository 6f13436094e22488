namespace PersistentChat.Management;

/// <summary>A compliance archive.</summary>
/// <param name="Name">Of its adapter.</param>
/// <param name="Type">The format: <c>Xml</c>, <c>Actiance</c>, <c>Eml</c>, <c>Csv</c>, <c>JsonLines</c>, or a class of its own.</param>
/// <param name="Slices">How many slices the last head vouches for; that it is good is shown by the verification only.</param>
/// <param name="HeadAt">When the last head was written. Null: there is none yet.</param>
/// <param name="Running">Its adapter runs in this server.</param>
/// <param name="LastRunAt">When the last run ended well. Null: none since the start.</param>
/// <param name="Trouble">The last failure. Null: none since the last success.</param>
public sealed record ArchiveDetails(
    string Name, string Type, long Slices, DateTimeOffset? HeadAt, bool Running, DateTimeOffset? LastRunAt, string? Trouble);
