namespace PersistentChat.Rooms.Store;

/// <summary>
/// A lock of the operating system beside a SQLite database, held as long as this lives. It goes with the process
/// however that ends, so a second server fails at once and a restart after <c>kill -9</c> need not wait for a lease to
/// run out.
/// </summary>
internal sealed class DatabaseLock : IAsyncDisposable
{
    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <summary>Null: another process (or another journal in this one) holds it.</summary>
    public static DatabaseLock? TryTake(string databaseFile)
    {
        var path = databaseFile + ".lock";
        try
        {
            return new DatabaseLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
