namespace PersistentChat.Management;

/// <summary>A person.</summary>
/// <param name="Uri"><c>sip:user@domain</c></param>
/// <param name="FromDirectory">Its names are changed there, not here.</param>
/// <param name="Role">What it may do that has signed in itself; tokens have their own.</param>
public sealed record PersonDetails(Guid Id, string Uri, bool FromDirectory, PersonSettings Settings, PoolRole Role);
