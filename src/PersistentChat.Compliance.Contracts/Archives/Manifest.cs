using System.Text.Json;

namespace PersistentChat.Compliance.Contracts.Archives;

/// <summary>
/// What one slice of one adapter consists of: its files, with what is in each and their hashes. The hash of a manifest
/// (SHA-256 of its file's bytes) stands in the next one: together they are the chain.
/// </summary>
public sealed record Manifest
{
    public int Version { get; init; } = 1;

    public required string Adapter { get; init; }

    public required long Number { get; init; }

    /// <summary>The hash of the manifest before; <see cref="ArchiveFormat.NoHash"/> in the first.</summary>
    public required string Previous { get; init; }

    /// <summary>First and last position of the slice, and how many events lie between, these two included.</summary>
    public required EventPosition First { get; init; }

    public required EventPosition Last { get; init; }

    public required long Count { get; init; }

    /// <summary>None if no event of the slice has a place in the format.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Events that have no place in the format, by kind.</summary>
    public required IReadOnlyDictionary<string, long> Omitted { get; init; }

    /// <summary>The adapter's code, when it is not built in.</summary>
    public ComplianceAssembly? Assembly { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ArchiveJson.Default.Manifest);

    /// <exception cref="JsonException">These bytes are no manifest.</exception>
    public static Manifest Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, ArchiveJson.Default.Manifest) ?? throw new JsonException("There is nothing in it");
}
