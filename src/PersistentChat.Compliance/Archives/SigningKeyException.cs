namespace PersistentChat.Compliance.Archives;

/// <summary>The pool's archive key cannot be used: an operator must see to it, and nothing is signed until then.</summary>
public sealed class SigningKeyException(string message) : Exception(message);
