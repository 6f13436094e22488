namespace PersistentChat.Compliance.Archives;

/// <summary>Files and folders that nobody but the worker's own account may read or write.</summary>
internal static class PrivateFile
{
    private const int Buffer = 128 * 1024;
    private const int Attempts = 100;
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>A file to write, from nothing; what was left of an earlier attempt is gone.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        return Open(path, FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>For this process alone, of all that ask in the same way.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None, BufferSize = Buffer };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode600;
        }

        return new FileStream(path, options);
    }

    /// <summary>
    /// Does something with a file that others read or append to as well. Whoever appends has it to itself, and cannot have it while somebody
    /// reads; neither takes long, so each waits for the other, five seconds at most.
    /// </summary>
    /// <exception cref="IOException">Somebody keeps it.</exception>
    public static async Task<T> InTurnAsync<T>(Func<T> deed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return deed();
            }
            catch (IOException failure) when (failure.GetType() == typeof(IOException) && attempt < Attempts)
            {
                await Task.Delay(Step);
            }
        }
    }

    /// <summary>Makes a folder, and those above it that are missing. One that is there stays as it is.</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, FolderMode700);
    }

    /// <summary>
    /// Gives a finished file its name. One of that name with the same bytes is taken for it; no file is overwritten.
    /// </summary>
    /// <param name="hash">SHA-256 of its bytes, lower case hexadecimal.</param>
    /// <exception cref="ArchiveConflictException">There is one with other bytes.</exception>
    public static void Publish(string unfinished, string path, string hash)
    {
        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            using var there = File.OpenRead(path);
            if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(there)) != hash)
            {
                throw new ArchiveConflictException(path);
            }

            // It may have been given its name just before the power went: its bytes must be on the disk by now.
            File.Delete(unfinished);
        }
    }
}
