namespace PersistentChat.Management;

/// <summary>A web page that clients may show beside a room.</summary>
public sealed record AddInDetails(Guid Id, AddInSettings Settings);
