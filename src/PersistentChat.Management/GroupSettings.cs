namespace PersistentChat.Management;

/// <summary>All settings of a group.</summary>
/// <param name="Name">1 to 256 characters, unique; of a domain the domain itself, in lower case.</param>
/// <param name="Members">
/// <c>sip:user@domain</c>, <c>group:Name</c> or <c>domain:example.com</c>; a domain lists nobody.
/// </param>
public sealed record GroupSettings(string Name, IReadOnlyList<string>? Members = null);
