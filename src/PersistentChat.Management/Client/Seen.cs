namespace PersistentChat.Management.Client;

/// <summary>What something was when it was read.</summary>
/// <param name="Tag">The state it was in; a change that shows it is refused when the state is another by then.</param>
public sealed record Seen<T>(T Now, string Tag);
