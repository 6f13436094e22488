using PersistentChat.Sip.Client;

namespace PersistentChat.Cli.Chat;

/// <summary>As whom to chat.</summary>
/// <param name="Person">Address, such as <c>sip:ada@example.com</c>.</param>
/// <param name="Password">Null: a server that asks for one refuses.</param>
internal sealed record ChatAccount(string Person, string? Password)
{
    public string Domain => Person[(Person.IndexOf('@', StringComparison.Ordinal) + 1)..];

    public DigestCredentials? Credentials =>
        Password is null ? null : new DigestCredentials(Person[(Person.IndexOf(':', StringComparison.Ordinal) + 1)..], Password);

    // A record prints its members.
    public override string ToString() => Person;
}
