namespace PersistentChat.Management;

/// <summary>The password that the caller is to have instead of its own. Wherever it is signed in, it is signed out.</summary>
/// <param name="Current">The one it has.</param>
/// <param name="Password">1 to 256 characters.</param>
public sealed record OwnPassword(string Current, string Password)
{
    public override string ToString() => nameof(OwnPassword);
}
