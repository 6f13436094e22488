namespace PersistentChat.Management;

/// <summary>What a person signs in with.</summary>
/// <param name="Name"><c>user</c>, <c>user@domain</c> or <c>sip:user@domain</c>; 1 to 256 characters.</param>
/// <param name="Password">1 to 256 characters.</param>
public sealed record Credentials(string Name, string Password)
{
    public override string ToString() => nameof(Credentials);
}
