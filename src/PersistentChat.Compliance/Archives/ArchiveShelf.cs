using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Compliance.Runs;

namespace PersistentChat.Compliance.Archives;

/// <summary>
/// The archives that this process's adapters write, for whoever may look into them. It only reads, and only what is an archive's
/// own; that somebody looks is recorded by who lets them.
/// </summary>
public sealed class ArchiveShelf
{
    private const string PublicKeys = "archive-*.pub";

    private readonly AdapterCatalogue _catalogue;
    private readonly AdapterBoard _board;
    private readonly ArchivePlaces _places;

    internal ArchiveShelf(AdapterCatalogue catalogue, AdapterBoard board, ArchivePlaces places) =>
        (_catalogue, _board, _places) = (catalogue, board, places);

    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<ShelvedArchive>> ListAsync(CancellationToken ct)
    {
        var all = new List<ShelvedArchive>();
        foreach (var adapter in _catalogue.Adapters)
        {
            var status = _board.All.FirstOrDefault(it => it.Name == adapter.Name);
            all.Add(new ShelvedArchive(adapter.Name, adapter.Options.Type, await LastHeadAsync(adapter.Directory, ct), status));
        }

        return all;
    }

    public bool Has(string archive) => FolderOf(archive) is not null;

    /// <summary>Public keys (PEM), oldest first: the first signed the first head, each introduces the next.</summary>
    public IReadOnlyList<string> PublicKeyFiles =>
        Directory.Exists(_places.KeyFolder) ? [.. Directory.EnumerateFiles(_places.KeyFolder, PublicKeys).Order(StringComparer.Ordinal)] : [];

    /// <summary>Manifests in the order of their slices. Null: there is no such archive.</summary>
    /// <param name="after">Begins behind this slice.</param>
    public async Task<IReadOnlyList<Manifest>?> SlicesAsync(string archive, long after, int limit, CancellationToken ct)
    {
        if (FolderOf(archive) is not { } folder)
        {
            return null;
        }

        // Slices have no gaps: what is not there ends the archive.
        var found = new List<Manifest>();
        for (var slice = after + 1; found.Count < limit; slice++)
        {
            var file = Path.Combine(folder, ArchiveFormat.ManifestName(archive, slice));
            if (!File.Exists(file))
            {
                break;
            }

            try
            {
                found.Add(Manifest.Read(await File.ReadAllBytesAsync(file, ct)));
            }
            catch (JsonException)
            {
                // A list is no proof: what is damaged ends it, and the verification says so.
                break;
            }
        }

        return found;
    }

    /// <summary>A file of an archive, whole path. Null: there is no such file, or it is not finished.</summary>
    /// <param name="name">Without a path.</param>
    public string? Find(string archive, string name)
    {
        if (FolderOf(archive) is not { } folder || name.Length is 0 || name != Path.GetFileName(name) || name is "." or ".."
            || name.EndsWith(ArchiveFormat.Unfinished, StringComparison.Ordinal))
        {
            return null;
        }

        var file = new FileInfo(Path.Combine(folder, name));
        return file is { Exists: true, LinkTarget: null } ? file.FullName : null;
    }

    /// <summary>Opens what <see cref="Find"/> found, as it is at this moment.</summary>
    public static async Task<Stream> OpenAsync(string path, CancellationToken ct) => Path.GetFileName(path) == ArchiveFormat.Heads
        ? new MemoryStream(await HeadsFile.ReadAsync(Path.GetDirectoryName(path)!, ct))
        : File.OpenRead(path);

    /// <summary>Compares an archive with what its signed heads vouch for. Reads all of it. Null: there is no such archive, or no key.</summary>
    /// <exception cref="IOException">Something cannot be read; so <see cref="UnauthorizedAccessException"/>.</exception>
    public async Task<Verification?> VerifyAsync(string archive)
    {
        if (FolderOf(archive) is not { } folder || !Directory.Exists(folder) || PublicKeyFiles is not [var first, ..])
        {
            return null;
        }

        using var key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(first));
        return await PrivateFile.InTurnAsync(() => ArchiveVerifier.Verify(folder, key, expectedHead: null));
    }

    private string? FolderOf(string archive) => _catalogue.Adapters.FirstOrDefault(adapter => adapter.Name == archive)?.Directory;

    /// <summary>As it stands there; whether it is good the verification says. Null: there is none.</summary>
    private static async Task<Head?> LastHeadAsync(string folder, CancellationToken ct)
    {
        var lines = Encoding.UTF8.GetString(await HeadsFile.ReadAsync(folder, ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines is [.., var last] && HeadLine.Parse(last).TryRead(out var head) ? head : null;
    }
}
