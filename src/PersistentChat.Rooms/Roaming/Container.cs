using System.Collections.Immutable;

namespace PersistentChat.Rooms.Roaming;

/// <summary>Who sees what is published in this container. Kept and told; who sees what is decided by the server.</summary>
/// <param name="Version">Counts up from 1 with every change.</param>
public sealed record Container(string Id, long Version, ImmutableHashSet<ContainerMember> Members);
