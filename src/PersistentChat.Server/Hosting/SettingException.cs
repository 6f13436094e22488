namespace PersistentChat.Server.Hosting;

/// <summary>A setting that the process cannot start with; the message begins with its full name.</summary>
public sealed class SettingException(string setting, string problem) : Exception($"{setting}: {problem}");
