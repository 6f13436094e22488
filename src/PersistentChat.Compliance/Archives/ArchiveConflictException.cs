namespace PersistentChat.Compliance.Archives;

/// <summary>
/// The archive has a file of that name with other bytes. Nothing is overwritten: a person must find out which is right.
/// </summary>
public sealed class ArchiveConflictException(string path) : IOException($"{path} is there already, with other bytes");
