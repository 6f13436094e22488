namespace PersistentChat.Management;

/// <summary>Whether a person may sign in and use rooms.</summary>
public sealed record PersonEnabled(bool Enabled);
