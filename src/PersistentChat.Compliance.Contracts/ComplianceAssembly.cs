namespace PersistentChat.Compliance.Contracts;

/// <summary>The file that an adapter's code came from.</summary>
/// <param name="Name">Its assembly's full name, with the version.</param>
/// <param name="Sha256">Of the file's bytes, lower case hexadecimal.</param>
public sealed record ComplianceAssembly(string Name, string Sha256);
