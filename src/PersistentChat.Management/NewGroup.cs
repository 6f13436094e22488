namespace PersistentChat.Management;

/// <summary>A group or domain to be made known.</summary>
public sealed record NewGroup(GroupKind Kind, GroupSettings Settings);
