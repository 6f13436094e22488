namespace PersistentChat.Management;

/// <summary>All settings of a person.</summary>
/// <param name="DisplayName">1 to 256 characters.</param>
/// <param name="Mail">At most 256 characters.</param>
/// <param name="Enabled">False: may neither sign in nor use rooms.</param>
public sealed record PersonSettings(string DisplayName, string? Mail = null, bool Enabled = true);
