namespace PersistentChat.Management;

/// <summary>A new access token.</summary>
/// <param name="Secret">For the header <c>Authorization: Bearer</c>. It is said this once and never again.</param>
public sealed record IssuedToken(TokenDetails Token, string Secret)
{
    public override string ToString() => $"{nameof(IssuedToken)} {Token.Id}";
}
