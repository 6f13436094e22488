namespace PersistentChat.Compliance.Contracts;

/// <summary>A person as it was when the event happened.</summary>
/// <param name="Uri"><c>sip:user@domain</c>, lower case.</param>
/// <param name="IsInternal">False for somebody of another domain.</param>
public sealed record CompliancePerson(Guid Id, string Uri, string DisplayName, string? Mail, bool IsInternal);
