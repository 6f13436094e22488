namespace PersistentChat.Server.Browser.OpenId;

/// <summary>An identity provider, or what is said in its name, is not what it should be. The message is for the log.</summary>
internal sealed class OpenIdException(string message, Exception? inner = null) : Exception(message, inner);
