using System.Text;
using PersistentChat.Rooms.Membership;
using PersistentChat.Sip.Client;

namespace PersistentChat.Cli.Chat;

/// <summary>As whom to chat.</summary>
/// <param name="Person">Address, such as <c>sip:ada@example.com</c>.</param>
/// <param name="Password">Null: a server that asks for one refuses.</param>
internal sealed record ChatAccount(string Person, string? Password)
{
    public string Domain => Person[(Person.IndexOf('@', StringComparison.Ordinal) + 1)..];

    private string User => Person[(Person.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>What the server asks for is what it gets.</summary>
    public void Use(SipClient sip)
    {
        if (Password is not null)
        {
            sip.Credentials = new DigestCredentials(User, Password);
            sip.NtlmCredentials = new NtlmCredentials(User, Md4.Hash(Encoding.Unicode.GetBytes(Password)));
        }
    }

    // A record prints its members.
    public override string ToString() => Person;
}
