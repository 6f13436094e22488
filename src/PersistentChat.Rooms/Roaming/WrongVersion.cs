namespace PersistentChat.Rooms.Roaming;

/// <summary>Something that was not based on the current version; <paramref name="Index"/> counts from 1 within the request.</summary>
public readonly record struct WrongVersion(int Index, long Current);
