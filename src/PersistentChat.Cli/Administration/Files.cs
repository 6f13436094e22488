using System.Diagnostics;
using PersistentChat.Cli.Terminal;

namespace PersistentChat.Cli.Administration;

/// <summary>Files that come from a server or go there.</summary>
internal static class Files
{
    private static readonly TimeSpan BetweenRemarks = TimeSpan.FromSeconds(5);

    /// <summary>A file that was not there, all of it or none; its owner's alone. Its length in bytes.</summary>
    /// <exception cref="UsageException">It is there already, or cannot be written.</exception>
    public static async Task<long> BringAsync(string file, Func<Stream, CancellationToken, Task> bring, CancellationToken ct)
    {
        if (File.Exists(file))
        {
            throw new UsageException($"{file} is there already.");
        }

        var part = $"{file}.part";
        try
        {
            long length;
            await using (var to = Create(part))
            {
                await bring(to, ct);
                length = to.Length;
            }

            File.Move(part, file);
            return length;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <exception cref="UsageException">It cannot be read.</exception>
    public static FileStream Open(FileInfo file)
    {
        try
        {
            return file.OpenRead();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(unreadable.Message);
        }
    }

    /// <summary>Says now and then how many bytes there are.</summary>
    public static Action<long> Progress(Output output)
    {
        var last = Stopwatch.GetTimestamp();
        return bytes =>
        {
            if (Stopwatch.GetElapsedTime(last) >= BetweenRemarks)
            {
                last = Stopwatch.GetTimestamp();
                output.Remark($"{bytes / (1024 * 1024)} MiB");
            }
        };
    }

    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileStream(file, options);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(unwritable.Message);
        }
    }
}
