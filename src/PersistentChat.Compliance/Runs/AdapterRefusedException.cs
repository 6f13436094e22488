namespace PersistentChat.Compliance.Runs;

/// <summary>An adapter's code is not there, is no adapter, or must not be trusted.</summary>
internal sealed class AdapterRefusedException(string why) : Exception(why);
