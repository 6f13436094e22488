namespace PersistentChat.Cli.Profiles;

/// <summary>What is kept so that it need not be said every time.</summary>
/// <param name="Server"><c>https://host:port/</c>, or a data folder or Unix socket. Null: the one on this machine.</param>
/// <param name="Token">An access token for it.</param>
/// <param name="Sip">Where chat is, such as <c>tls:chat.example.com</c>.</param>
/// <param name="Person">Address of who chats.</param>
internal sealed record Profile(string? Server = null, string? Token = null, string? Sip = null, string? Person = null)
{
    // A record prints its members.
    public override string ToString() => nameof(Profile);
}
