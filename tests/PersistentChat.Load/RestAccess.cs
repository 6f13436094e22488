namespace PersistentChat.Load;

/// <summary>The way to a server's REST interface.</summary>
/// <param name="Web">Where it takes HTTP.</param>
/// <param name="Token">An administrator's access token.</param>
internal sealed record RestAccess(Uri Web, string Token)
{
    // A record prints its members.
    public override string ToString() => $"{Web}";
}
