using System.Security.Cryptography;
using System.Text;
using PersistentChat.Compliance.Contracts.Archives;

namespace PersistentChat.Compliance.Contracts.Verification;

/// <summary>The signed heads of an archive, checked: what they vouch for.</summary>
internal sealed class HeadChain : IDisposable
{
    private readonly List<Finding> _findings;
    private readonly Dictionary<long, string> _attested = [];
    private readonly HashSet<string> _hashes = [];
    private ECDsa _key;

    private HeadChain(ECDsa trusted, List<Finding> findings)
    {
        _key = Copy(trusted.ExportSubjectPublicKeyInfo());
        _findings = findings;
    }

    /// <summary>The last head that is good.</summary>
    public Head? Last { get; private set; }

    public string? LastHash { get; private set; }

    /// <param name="trusted">The key that signed the first head; it introduces any later one.</param>
    public static HeadChain Check(string folder, ECDsa trusted, string? expectedHead, List<Finding> findings)
    {
        var chain = new HeadChain(trusted, findings);
        chain.Check(Path.Combine(folder, ArchiveFormat.Heads));
        if (expectedHead is not null && !chain._hashes.Contains(expectedHead))
        {
            chain.Found(FindingKind.Truncated, 0, $"does not contain the head {expectedHead} that is expected");
        }

        return chain;
    }

    /// <summary>The hash that the manifest of a slice must have. Null: no head names it.</summary>
    public string? ManifestHash(long slice) => _attested.GetValueOrDefault(slice);

    public void Dispose() => _key.Dispose();

    private void Check(string path)
    {
        if (!File.Exists(path))
        {
            Found(FindingKind.Missing, 0, "is not there: nothing vouches for this folder");
            return;
        }

        var text = File.ReadAllText(path, Encoding.UTF8);
        var lines = text.Split('\n');
        if (lines[^1].Length > 0)
        {
            Found(FindingKind.Truncated, lines.Length, "has no end");
        }

        for (var i = 0; i < lines.Length - 1; i++)
        {
            Check(HeadLine.Parse(lines[i]), i + 1);
        }

        if (Last is null)
        {
            Found(FindingKind.Missing, 0, "has no head that is good: nothing vouches for this folder");
        }
    }

    private void Check(HeadLine line, int at)
    {
        if (!line.TryRead(out var head))
        {
            Found(FindingKind.Changed, at, "is no head");
            return;
        }

        if (!line.IsSignedBy(_key))
        {
            var key = HeadLine.KeyId(_key);
            Found(
                FindingKind.Resigned,
                at,
                head.Key == key
                    ? $"head {head.Number} has changed: its signature is not that of key {key}"
                    : $"head {head.Number} is signed by key {head.Key}, not by {key}");
            return;
        }

        var next = (Last?.Number ?? 0) + 1;
        if (head.Number > next)
        {
            Found(FindingKind.Missing, at, $"head {head.Number} follows {next - 1}: {next} to {head.Number - 1} are not good, or not here");
        }
        else if (head.Number < next)
        {
            Found(FindingKind.Reordered, at, $"head {head.Number} follows {next - 1}");
            return;
        }
        else if (head.Previous != (LastHash ?? ArchiveFormat.NoHash))
        {
            Found(FindingKind.Changed, at, $"head {head.Number} does not name the line before: that was replaced");
        }

        if (Last is not null && (head.Adapter != Last.Adapter || head.Slices < Last.Slices))
        {
            Found(FindingKind.Changed, at, $"head {head.Number} is not of the archive that head {Last.Number} is of");
        }

        Accept(head, line.Hash);
    }

    private void Accept(Head head, string hash)
    {
        Last = head;
        LastHash = hash;
        _hashes.Add(hash);
        _attested[head.Slices] = head.Manifest;
        if (head.NextKey is null)
        {
            return;
        }

        var key = Copy(Convert.FromBase64String(head.NextKey));
        _key.Dispose();
        _key = key;
    }

    private static ECDsa Copy(byte[] publicKey)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        return key;
    }

    private void Found(FindingKind kind, int line, string text) =>
        _findings.Add(new(kind, line == 0 ? ArchiveFormat.Heads : $"{ArchiveFormat.Heads}:{line}", text));
}
