namespace PersistentChat.Sip.Authentication;

/// <summary>Somebody who can sign in.</summary>
/// <param name="Identity">Address of record.</param>
/// <param name="IsEnabled">False: is refused, but only when he has proved who he is.</param>
/// <param name="Secrets">Null: has no password.</param>
public sealed record SignInAccount(string Identity, bool IsEnabled, PasswordSecrets? Secrets);
