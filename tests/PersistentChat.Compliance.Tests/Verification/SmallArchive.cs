using System.Security.Cryptography;
using PersistentChat.Compliance.Adapters.JsonLines;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Compliance.Tests.Adapters;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Verification;

/// <summary>Four slices of two events each, a run and so a head for each, as the runner writes them; and one empty run.</summary>
internal sealed class SmallArchive : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly JsonLinesAdapter _adapter = new();
    private string _manifest = ArchiveFormat.NoHash;

    public string Path => System.IO.Path.Combine(_folder.Path, "archive");

    public string Keys => System.IO.Path.Combine(_folder.Path, "keys");

    public long Slices { get; private set; }

    public static async Task<SmallArchive> CreateAsync()
    {
        var archive = new SmallArchive();
        Directory.CreateDirectory(archive.Path);
        archive._adapter.Configure(new AdapterSettings { Name = "Small" });
        for (var slice = 1; slice <= 4; slice++)
        {
            await archive.AddSliceAsync();
            await archive.AddHeadAsync();
        }

        await archive.AddHeadAsync();
        return archive;
    }

    public Task AddSliceAsync() => AddSliceAsync(new EventPosition(1, Slices * 2 + 1), new EventPosition(1, Slices * 2 + 2));

    public async Task AddSliceAsync(params EventPosition[] positions)
    {
        Slices++;
        var slice = MemorySlice.Of([.. positions.Select(Event)], Slices, "Small");
        using var writer = new SliceWriter(Path, slice);
        await _adapter.ExportAsync(slice, writer, CancellationToken.None);
        _manifest = writer.Finish(_manifest, assembly: null);
    }

    public Task AddHeadAsync() => new HeadsFile(Path, new SigningKeys(Keys), TimeProvider.System)
        .AppendAsync("Small", Slices, _manifest, () => Task.CompletedTask);

    public Contracts.Verification.Verification Verify(string? expectedHead = null)
    {
        using var key = PublicKey("archive-0001.pub");
        return ArchiveVerifier.Verify(Path, key, expectedHead);
    }

    public ECDsa PublicKey(string name)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(System.IO.Path.Combine(Keys, name)));
        return key;
    }

    public string DataFile(long slice) => System.IO.Path.Combine(Path, ArchiveFormat.FileName("Small", slice, 1, ".jsonl"));

    public string ManifestFile(long slice) => System.IO.Path.Combine(Path, ArchiveFormat.ManifestName("Small", slice));

    public string Heads => System.IO.Path.Combine(Path, ArchiveFormat.Heads);

    public void Dispose() => _folder.Dispose();

    private static ComplianceEvent Event(EventPosition position) =>
        Story.Events[3] with { Position = position, ChatId = position.Number, Text = $"message {position}" };
}
