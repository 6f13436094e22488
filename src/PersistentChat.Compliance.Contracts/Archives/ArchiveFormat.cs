using System.Globalization;
using System.Security.Cryptography;

namespace PersistentChat.Compliance.Contracts.Archives;

/// <summary>How an archive folder is laid out: one adapter's files, their manifests, and the heads.</summary>
/// <remarks>
/// <c>Xml-0000000007-00001.xml</c> is the first file of slice 7, <c>Xml-0000000007.manifest.json</c> says what slice 7
/// consists of and has the hash of manifest 6, and each line of <c>chain.heads</c> says, signed, how many manifests there
/// are and the hash of the last. Names that end in <c>.partial</c> are unfinished and no part of the archive.
/// </remarks>
public static class ArchiveFormat
{
    public const string Heads = "chain.heads";

    public const string Unfinished = ".partial";

    /// <summary>The hash that stands where there is nothing before: the first manifest's, the first head's.</summary>
    public static readonly string NoHash = new('0', 64);

    private const string ManifestEnding = ".manifest.json";

    public static string ManifestName(string adapter, long slice) => Invariant($"{adapter}-{slice:D10}{ManifestEnding}");

    /// <param name="place">Counts the files of a slice: 1, 2, 3…</param>
    /// <param name="extension">With its dot.</param>
    public static string FileName(string adapter, long slice, int place, string extension) =>
        Invariant($"{adapter}-{slice:D10}-{place:D5}{extension}");

    /// <summary>The slice of a manifest by its file's name. Null: that is no manifest of this adapter.</summary>
    public static long? SliceOf(string adapter, string fileName) =>
        fileName.StartsWith($"{adapter}-", StringComparison.Ordinal)
        && fileName.EndsWith(ManifestEnding, StringComparison.Ordinal)
        && long.TryParse(
            fileName.AsSpan()[(adapter.Length + 1)..^ManifestEnding.Length],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var slice)
        && string.Equals(fileName, ManifestName(adapter, slice), StringComparison.Ordinal)
            ? slice
            : null;

    /// <summary>SHA-256, lower case hexadecimal.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
