namespace PersistentChat.Management;

/// <summary>The answer to a search of many rooms, in the order asked for.</summary>
/// <param name="Refused">Rooms that the caller may not search; when it may search none, the search itself is refused.</param>
public sealed record FoundHistory(IReadOnlyList<FoundInRoom> Rooms, IReadOnlyList<RefusedRoom> Refused);
