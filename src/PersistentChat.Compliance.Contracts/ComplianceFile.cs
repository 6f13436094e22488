namespace PersistentChat.Compliance.Contracts;

/// <summary>A file as it was when it was transferred.</summary>
/// <param name="Name">What whoever uploaded it called it; the stored name is the event's <c>Text</c>.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of its bytes, lower case hexadecimal.</param>
public sealed record ComplianceFile(string Name, long Length, string Sha256);
