using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Digest;

namespace PersistentChat.Sip.Tests.Authentication;

/// <summary>Alice and Bob, both with the password "Password"; Eve, who has it too, but may not come in any more; Mute has none.</summary>
internal sealed class TestAccounts : ISignInAccounts
{
    public const string Password = "Password";

    // MS-NLMP section 4.2.2.1.2.
    private static readonly byte[] NtHash = Convert.FromHexString("a4f49c406510bdcab6824ee7c30fd852");

    public string Domain => "example.com";

    public SignInAccount? Find(string user, string domain, string person)
    {
        var name = user.Split('@')[0].ToLowerInvariant();
        var isOurs = domain.ToLowerInvariant() is "" or "example" or "example.com";
        if (!isOurs || person != $"sip:{name}@example.com") { return null; }
        return name switch
        {
            "alice" or "bob" => new SignInAccount(person, IsEnabled: true, SecretsOf(user)),
            "eve" => new SignInAccount(person, IsEnabled: false, SecretsOf(user)),
            "mute" => new SignInAccount(person, IsEnabled: true, Secrets: null),
            _ => null,
        };
    }

    private PasswordSecrets SecretsOf(string user)
    {
        string Secret(string algorithm) => DigestAlgorithm.Find(algorithm)!.Secret(user, Domain, Password);
        return new PasswordSecrets(NtHash, Secret("MD5"), Secret("SHA-256"));
    }
}
