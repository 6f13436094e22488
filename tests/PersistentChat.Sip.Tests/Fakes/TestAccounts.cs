using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Digest;

namespace PersistentChat.Sip.Tests.Fakes;

/// <summary>Accounts of example.com with the password <c>secret</c>: alice, bob, and mallory, who is disabled.</summary>
internal sealed class TestAccounts : ISignInAccounts
{
    public const string Password = "secret";

    public string Domain => "example.com";

    public SignInAccount? Find(string user, string domain, string person)
    {
        if (user is not ("alice" or "bob" or "mallory") || person != $"sip:{user}@{Domain}") { return null; }
        string Secret(string algorithm) => DigestAlgorithm.Find(algorithm)!.Secret(user, Domain, Password);
        return new SignInAccount(person, IsEnabled: user != "mallory", new PasswordSecrets(default, Secret("MD5"), Secret("SHA-256")));
    }
}
