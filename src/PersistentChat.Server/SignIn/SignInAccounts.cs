using System.Globalization;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Hosting;
using PersistentChat.Sip.Authentication;

namespace PersistentChat.Server.SignIn;

/// <summary>The people of the pool, as those who check passwords see them.</summary>
internal sealed class SignInAccounts(Journal journal, Passwords passwords, PoolAddresses pool) : ISignInAccounts
{
    public string Domain => pool.Domain;

    public SignInAccount? Find(string user, string domain, string person)
    {
        var known = AddressOf(user, domain) == person ? journal.Committed.Person(person) : null;
        var verifiers = passwords.Find(known?.Id ?? Guid.Empty);
        if (known is null) { return null; }
        var isFullName = user.Contains('@', StringComparison.Ordinal);
        var secrets = verifiers is null ? null : new PasswordSecrets(
            verifiers.NtHash,
            (isFullName ? verifiers.UserAtDomain : verifiers.User).Md5,
            (isFullName ? verifiers.UserAtDomain : verifiers.User).Sha256);
        return new SignInAccount(known.Uri, known.Enabled, secrets);
    }

    /// <summary>The address that a user name means, in lower case. Null: it is of another domain.</summary>
    /// <remarks>The old form of a domain's name is its first label (EXAMPLE for example.com); there is only one domain to mean.</remarks>
    public string? AddressOf(string user, string domain)
    {
        var isOurs = domain.Length == 0
            || domain.Equals(pool.Domain, StringComparison.OrdinalIgnoreCase)
            || domain.Equals(pool.Domain.Split('.')[0], StringComparison.OrdinalIgnoreCase);
        if (!isOurs) { return null; }
        var address = user.Contains('@', StringComparison.Ordinal) ? user : $"{user}@{pool.Domain}";
        return $"sip:{address.ToLower(CultureInfo.InvariantCulture)}";
    }
}
