namespace PersistentChat.Rooms.Roaming;

/// <param name="Version">The version that the client knows, 0 for none.</param>
public sealed record ContainerChange(
    string Id, long Version, IReadOnlyList<ContainerMember> Added, IReadOnlyList<ContainerMember> Removed);
