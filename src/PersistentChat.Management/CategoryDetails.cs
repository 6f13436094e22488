namespace PersistentChat.Management;

/// <summary>A category.</summary>
/// <param name="Uri"><c>ma-cat://domain/id</c></param>
public sealed record CategoryDetails(Guid Id, string Uri, CategorySettings Settings);
