namespace PersistentChat.Management;

/// <summary>A file of an archive.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">Of its bytes, lower case hexadecimal.</param>
/// <param name="Rooms">Addresses of the rooms whose events are in it.</param>
/// <param name="FirstAt">Time of its first event. Null: it repeats events of other files.</param>
public sealed record ArchiveFile(
    string Name, long Length, string Sha256, IReadOnlyList<string> Rooms, DateTimeOffset? FirstAt, DateTimeOffset? LastAt);
