namespace PersistentChat.Rooms.Access;

/// <summary>
/// A person that has signed in with a browser. The browser keeps the secret in a cookie; here it is kept nowhere. What the person
/// may do is looked up with every request.
/// </summary>
/// <param name="SecretHash">SHA-256 of the secret, base64, as long as that of an <see cref="AccessToken"/>.</param>
/// <param name="LastUsedAt">To about a minute (<see cref="UseSession"/>).</param>
public sealed record BrowserSession(
    Guid Id, Guid PersonId, string SecretHash, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt)
{
    /// <summary>Too long ago, or too long not used.</summary>
    public bool IsOver(DateTimeOffset now, SessionRules rules) =>
        now - CreatedAt >= rules.Lifetime || now - LastUsedAt >= rules.IdleTimeout;

    // The hash is as good as nothing to others, but it need not be in a log either.
    public override string ToString() => $"{nameof(BrowserSession)} {Id}";
}
