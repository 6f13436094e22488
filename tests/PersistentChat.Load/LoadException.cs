namespace PersistentChat.Load;

/// <summary>The server did not do what the load needs; the run cannot go on, and has failed.</summary>
internal sealed class LoadException(string message) : Exception(message);
