namespace PersistentChat.Compliance.Store;

/// <summary>The compliance database cannot be used as it is; the message says to an operator what is wrong.</summary>
public sealed class ComplianceStoreException(string message) : Exception(message);
