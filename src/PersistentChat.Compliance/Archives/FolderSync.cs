using System.Runtime.InteropServices;

namespace PersistentChat.Compliance.Archives;

/// <summary>Makes the names in a folder durable, which .NET has no call for.</summary>
internal static partial class FolderSync
{
    /// <summary>Returns when what was created, renamed or removed in the folder survives a loss of power (fsync(2)).</summary>
    public static void Flush(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}");
        }

        try
        {
            if (Fsync(handle) != 0)
            {
                throw new IOException($"{folder} cannot be written to the disk: error {Marshal.GetLastPInvokeError()}");
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
