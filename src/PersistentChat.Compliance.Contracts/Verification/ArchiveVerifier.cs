using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Contracts.Verification;

/// <summary>
/// Compares one adapter's archive folder with what its signed heads vouch for, offline and without any database. From
/// the last good head it walks the manifests back to the first: each names the hash of the one before.
/// </summary>
/// <remarks>
/// What it cannot see: that a folder is the copy of an older state of itself, or that whoever holds the pool's key wrote
/// it anew. Both show when a head's hash was kept elsewhere and is expected to be in the chain.
/// </remarks>
public sealed class ArchiveVerifier
{
    private readonly string _folder;
    private readonly HeadChain _heads;
    private readonly List<Finding> _findings;
    private readonly Dictionary<string, long> _names;
    private readonly Dictionary<string, string> _hashes = [];
    private readonly List<ManifestFile> _wrong = [];
    private long _files;
    private long _events;

    private ArchiveVerifier(string folder, HeadChain heads, List<Finding> findings)
    {
        _folder = folder;
        _heads = heads;
        _findings = findings;
        _names = Directory.EnumerateFileSystemEntries(folder)
            .Select(entry => Path.GetFileName(entry))
            .Where(name => name != ArchiveFormat.Heads)
            .ToDictionary(name => name, name => LengthOf(Path.Combine(folder, name)));
    }

    /// <param name="trusted">The public key that signed the first head; any later one is introduced by the one before.</param>
    /// <param name="expectedHead">A head's hash that must be in the chain. Null: none is known.</param>
    /// <exception cref="IOException">Something cannot be read; so <see cref="UnauthorizedAccessException"/>.</exception>
    public static Verification Verify(string folder, ECDsa trusted, string? expectedHead)
    {
        var findings = new List<Finding>();
        using var heads = HeadChain.Check(folder, trusted, expectedHead, findings);
        return new ArchiveVerifier(folder, heads, findings).Verify();
    }

    private Verification Verify()
    {
        if (_heads.Last is { } head)
        {
            WalkBack(head);
            NameUnvouched(head);
        }

        NameWrong();
        var unfinished = _names.Keys.Where(name => name.EndsWith(ArchiveFormat.Unfinished, StringComparison.Ordinal)).ToList();
        foreach (var name in _names.Keys.Except(unfinished).Order(StringComparer.Ordinal))
        {
            Found(FindingKind.Added, name, "is in no manifest");
        }

        return new Verification(_findings, _heads.Last, _heads.LastHash, _files, _events, unfinished);
    }

    private void WalkBack(Head head)
    {
        string? expected = null;

        // Where what is known of each epoch begins: slices of another one may lie between two of the same.
        var begins = new Dictionary<long, EventPosition>();
        for (var slice = head.Slices; slice > 0; slice--)
        {
            var name = ArchiveFormat.ManifestName(head.Adapter, slice);
            if (Take(name) < 0)
            {
                Found(FindingKind.Missing, name, "is not there");
                ForgetFilesOf(head.Adapter, slice);
                expected = null;
                begins.Clear();
                continue;
            }

            var bytes = File.ReadAllBytes(Path.Combine(_folder, name));
            expected = _heads.ManifestHash(slice) ?? expected;
            var isGood = expected == ArchiveFormat.Hash(bytes);
            if (!TryRead(bytes, out var manifest))
            {
                Found(FindingKind.Changed, name, "is no manifest");
                ForgetFilesOf(head.Adapter, slice);
                expected = null;
                begins.Clear();
                continue;
            }

            if (!isGood)
            {
                var (kind, text) = (expected, manifest.Number == slice) switch
                {
                    (null, _) => (FindingKind.Unvouched, "was named by a manifest that is changed or missing"),
                    (_, true) => (FindingKind.Changed, "does not have the hash that the chain names"),
                    _ => (FindingKind.Reordered, $"is the manifest of slice {manifest.Number}"),
                };
                Found(kind, name, text);
            }
            else if (begins.TryGetValue(manifest.Last.Epoch, out var next) && next.Number != manifest.Last.Number + 1)
            {
                Found(FindingKind.Missing, name, $"ends at {manifest.Last}, and the next one begins at {next}");
            }

            foreach (var file in isGood ? manifest.Files : [])
            {
                Compare(file);
            }

            if (!isGood)
            {
                ForgetFilesOf(head.Adapter, slice);
                expected = null;
                begins.Clear();
                continue;
            }

            _events += manifest.Count;
            expected = manifest.Previous;
            begins[manifest.First.Epoch] = manifest.First;
            if (slice == 1 && manifest.Previous != ArchiveFormat.NoHash)
            {
                Found(FindingKind.Missing, name, "names a manifest before it");
            }
        }
    }

    private void Compare(ManifestFile file)
    {
        var length = Take(file.Name);
        if (length < 0)
        {
            Found(FindingKind.Missing, file.Name, "is not there");
            return;
        }

        _files++;
        using var content = File.OpenRead(Path.Combine(_folder, file.Name));
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (hash == file.Sha256)
        {
            return;
        }

        if (length < file.Length)
        {
            Found(FindingKind.Truncated, file.Name, $"has {length} of {file.Length} bytes");
            return;
        }

        _hashes[file.Name] = hash;
        _wrong.Add(file);
    }

    /// <summary>A file with another's bytes was put in its place; one with nobody's was changed.</summary>
    private void NameWrong()
    {
        foreach (var file in _wrong)
        {
            var other = _wrong.FirstOrDefault(candidate => candidate.Sha256 == _hashes[file.Name]);
            Found(
                other is null ? FindingKind.Changed : FindingKind.Reordered,
                file.Name,
                other is null ? "does not have the hash that its manifest names" : $"has the bytes of {other.Name}");
        }
    }

    private void NameUnvouched(Head head)
    {
        var later = _names.Keys
            .Select(name => (name, slice: ArchiveFormat.SliceOf(head.Adapter, name)))
            .Where(candidate => candidate.slice > head.Slices)
            .ToList();
        foreach (var (name, slice) in later)
        {
            Take(name);
            Found(FindingKind.Unvouched, name, $"comes after the last head, which knows of {head.Slices} slices");
            ForgetFilesOf(head.Adapter, slice!.Value);
        }
    }

    /// <summary>What no manifest can vouch for any more is not called added as well.</summary>
    private void ForgetFilesOf(string adapter, long slice)
    {
        var start = ArchiveFormat.FileName(adapter, slice, 0, "")[..^5];
        foreach (var name in _names.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal)).ToList())
        {
            _names.Remove(name);
        }
    }

    private static long LengthOf(string path) => File.Exists(path) ? new FileInfo(path).Length : -1;

    /// <summary>The length of a file that is there and was not asked for yet; otherwise -1.</summary>
    private long Take(string name) => _names.Remove(name, out var length) ? length : -1;

    private static bool TryRead(byte[] bytes, [NotNullWhen(true)] out Manifest? manifest)
    {
        try
        {
            manifest = Manifest.Read(bytes);
        }
        catch (JsonException)
        {
            manifest = null;
        }

        return manifest is not null;
    }

    private void Found(FindingKind kind, string name, string text) => _findings.Add(new(kind, name, text));
}
