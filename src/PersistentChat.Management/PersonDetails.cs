namespace PersistentChat.Management;

/// <summary>A person.</summary>
/// <param name="Uri"><c>sip:user@domain</c></param>
/// <param name="FromDirectory">Its names are changed there, not here.</param>
public sealed record PersonDetails(Guid Id, string Uri, bool FromDirectory, PersonSettings Settings);
