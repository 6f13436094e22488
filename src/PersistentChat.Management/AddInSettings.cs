namespace PersistentChat.Management;

/// <summary>A web page that clients may show beside a room.</summary>
/// <param name="Name">1 to 50 characters, unique.</param>
/// <param name="Url"><c>http</c> or <c>https</c>, at most 255 characters.</param>
public sealed record AddInSettings(string Name, string Url);
