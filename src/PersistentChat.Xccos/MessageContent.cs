namespace PersistentChat.Xccos;

/// <summary>
/// What a post says. <paramref name="Text"/> is the plain text of its <c>chat</c>, line breaks as U+000A.
/// <paramref name="Markup"/> is null when that is all; otherwise one serialised <c>grpchat</c> element with its
/// namespaces declared: the client's attributes that are not the server's own, and all children (xccos.md 8.7: stored
/// and returned unchanged, so that RTF, stories and file links work without knowing their form).
/// </summary>
public sealed record MessageContent(string Text, string? Markup);
