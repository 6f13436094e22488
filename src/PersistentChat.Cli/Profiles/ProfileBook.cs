namespace PersistentChat.Cli.Profiles;

/// <summary>All profiles by name.</summary>
/// <param name="Current">The one that holds when none is named. Null: none.</param>
internal sealed record ProfileBook(string? Current, IReadOnlyDictionary<string, Profile> Profiles);
