namespace PersistentChat.Management;

/// <summary>A group or domain.</summary>
/// <param name="FromDirectory">It is changed there, not here.</param>
public sealed record GroupDetails(Guid Id, GroupKind Kind, bool FromDirectory, GroupSettings Settings);
