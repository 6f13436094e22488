namespace PersistentChat.Management;

/// <summary>An access token to be made.</summary>
/// <param name="Name">What it is for; 1 to 256 characters, unique.</param>
/// <param name="Person">Address of the person it acts for, <c>sip:user@domain</c>.</param>
/// <param name="ExpiresAt">UTC; at most a year from now.</param>
public sealed record NewToken(string Name, string Person, PoolRole Role, DateTimeOffset ExpiresAt);
