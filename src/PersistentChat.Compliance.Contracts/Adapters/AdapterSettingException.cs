namespace PersistentChat.Compliance.Contracts.Adapters;

/// <summary>A setting of an adapter that cannot be.</summary>
/// <param name="setting">Its name within the adapter's section, <c>Options:From</c>.</param>
public sealed class AdapterSettingException(string setting, string message) : Exception(message)
{
    public string Setting { get; } = setting;
}
