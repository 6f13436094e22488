namespace PersistentChat.Sip.Authentication;

/// <summary>Who can sign in, and what passwords are checked against.</summary>
public interface ISignInAccounts
{
    /// <summary>Where they are from, such as <c>example.com</c>; the realm that passwords for Digest are kept for.</summary>
    string Domain { get; }

    /// <summary>
    /// The account of a user, by the name it gave. Null: there is none, or it is not that of <paramref name="person"/>. Takes
    /// as long for those who do not exist as for those who do; may wait for the database.
    /// </summary>
    /// <param name="user"><c>user</c> or <c>user@domain</c>, no matter the case.</param>
    /// <param name="domain">Domain or realm that came with the name; empty when none did.</param>
    /// <param name="person">The address of record in From.</param>
    SignInAccount? Find(string user, string domain, string person);
}
