using System.Text.Json;
using PersistentChat.Cli.Terminal;
using PersistentChat.Management.Client;

namespace PersistentChat.Cli.Profiles;

/// <summary>
/// <c>~/.config/pchat/profiles.json</c> (<c>XDG_CONFIG_HOME</c>, or the file in <c>PCHAT_PROFILES</c>): it holds tokens, so it is its
/// owner's alone (mode 0600), and one that is not is not used.
/// </summary>
internal static class ProfileFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonSerializerOptions Shape = new(ApiJson.Options) { WriteIndented = true };

    public static string Path => Environment.GetEnvironmentVariable("PCHAT_PROFILES") ?? System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "pchat",
        "profiles.json");

    /// <exception cref="UsageException">It is there and cannot be used.</exception>
    public static ProfileBook Read()
    {
        var file = Path;
        if (!File.Exists(file))
        {
            return new ProfileBook(Current: null, new Dictionary<string, Profile>());
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly) is not 0)
        {
            throw new UsageException($"{file} holds tokens and is not yours alone: chmod 600 {file}");
        }

        try
        {
            return JsonSerializer.Deserialize<ProfileBook>(File.ReadAllBytes(file), Shape) is { Profiles: not null } book
                ? book
                : throw new JsonException("null");
        }
        catch (JsonException)
        {
            throw new UsageException($"{file} cannot be read as profiles; mend or remove it.");
        }
    }

    /// <summary>All of it or nothing, and nobody else's at any moment.</summary>
    /// <exception cref="RefusedException">It cannot be written.</exception>
    public static void Write(ProfileBook book)
    {
        var file = Path;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!);
            var next = $"{file}.{Guid.NewGuid():N}";
            using (var stream = Create(next))
            {
                JsonSerializer.Serialize(stream, book, Shape);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, file, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException($"{file} cannot be written: {unwritable.Message}");
        }
    }

    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new FileStream(file, options);
    }
}
