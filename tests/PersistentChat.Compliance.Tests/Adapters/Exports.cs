using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Adapters;

/// <summary>What an adapter makes of a slice, in a folder of its own.</summary>
internal static class Exports
{
    public static async Task<Manifest> WriteAsync(IComplianceAdapter adapter, ComplianceSlice slice, string folder)
    {
        using var writer = new SliceWriter(folder, slice);
        var result = await adapter.ExportAsync(slice, writer, CancellationToken.None);
        Assert.That(result, Is.EqualTo(AdapterResult.Exported));
        writer.Finish(ArchiveFormat.NoHash, assembly: null);
        return Manifest.Read(await File.ReadAllBytesAsync(
            Path.Combine(folder, ArchiveFormat.ManifestName(slice.Adapter, slice.Number))));
    }

    /// <summary>The bytes of the story's files, by name without the slice (<c>00001.xml</c>, <c>manifest.json</c>).</summary>
    public static async Task<SortedDictionary<string, byte[]>> StoryAsync<TAdapter>(AdapterSettings settings)
        where TAdapter : IComplianceAdapter, new()
    {
        using var folder = new TempFolder();
        var adapter = new TAdapter();
        adapter.Configure(settings);
        await WriteAsync(adapter, Story.Slice, folder.Path);
        return new SortedDictionary<string, byte[]>(
            Directory.GetFiles(folder.Path).ToDictionary(path => Path.GetFileName(path)["Test-0000000007".Length..].TrimStart('-', '.'), File.ReadAllBytes),
            StringComparer.Ordinal);
    }
}
