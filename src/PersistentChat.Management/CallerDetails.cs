namespace PersistentChat.Management;

/// <summary>Who asks, as the server sees it.</summary>
/// <param name="Person">Address of who has signed in, or that the token acts for. Null: whoever holds the machine (Unix socket).</param>
/// <param name="Session">Who has signed in with a browser: how. Null: by a token.</param>
/// <param name="ForgeryToken">
/// Pages send it in the header <c>X-CSRF-Token</c> with whatever changes something. Null: there is no session.
/// </param>
public sealed record CallerDetails(string? Person, PoolRole Role, SessionDetails? Session = null, string? ForgeryToken = null);
