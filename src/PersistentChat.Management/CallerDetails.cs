namespace PersistentChat.Management;

/// <summary>Who asks, as the server sees it.</summary>
/// <param name="Person">Address of the person that the token acts for. Null: whoever holds the machine (Unix socket).</param>
public sealed record CallerDetails(string? Person, TokenRole Role);
