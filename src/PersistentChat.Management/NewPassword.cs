namespace PersistentChat.Management;

/// <summary>The password a person is to have, 1 to 256 characters. Whoever is signed in with the old one is signed out.</summary>
public sealed record NewPassword(string Password)
{
    public override string ToString() => nameof(NewPassword);
}
