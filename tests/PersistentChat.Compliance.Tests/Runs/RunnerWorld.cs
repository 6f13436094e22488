using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PersistentChat.Compliance.Adapters.JsonLines;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Adapters;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Runs;

/// <summary>Adapters on a record, run by hand: no time passes by itself.</summary>
internal sealed class RunnerWorld : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecorderWorld _recorder;
    private readonly string[] _names;

    private RunnerWorld(RecorderWorld recorder, string[] names) => (_recorder, _names) = (recorder, names);

    public RecorderWorld Record => _recorder;

    public AdapterBoard Board { get; } = new();

    public JumpyClock Clock { get; } = new();

    public static async Task<RunnerWorld> CreateAsync(Engine engine, params string[] names) =>
        new(await RecorderWorld.CreateAsync(engine), names);

    /// <summary>A folder that goes with it.</summary>
    public string Folder => _folder.Path;

    /// <summary>For another process.</summary>
    public string Connection
    {
        get
        {
            using var db = _recorder.Database.CreateDbContext();
            return db.Database.GetConnectionString()!;
        }
    }

    public string Archive(string name) => _folder.File(name);

    public AdapterRunner Runner(string name, IComplianceAdapter? adapter = null, TimeSpan? timeout = null, ComplianceAssembly? assembly = null)
    {
        adapter ??= new JsonLinesAdapter();
        adapter.Configure(new AdapterSettings { Name = name });
        var options = new AdapterOptions { SliceTimeout = timeout ?? TimeSpan.FromMinutes(5) };
        return new AdapterRunner(
            new ConfiguredAdapter(name, adapter, Archive(name), options, assembly),
            _names,
            new RunnerTools(_recorder.Database, _recorder.Recorder, new SigningKeys(_folder.File("keys")), Board, Clock),
            NullLogger.Instance);
    }

    public Task<Lease> TakeAsync(string name) =>
        RecorderWorld.Office(_recorder.Database).TakeAsync($"adapter:{name}", CancellationToken.None);

    /// <summary>A run under a lease of its own; null: it went well.</summary>
    public async Task<TimeSpan?> RunAsync(AdapterRunner runner, Lease lease) => await runner.TryRunOnceAsync(lease, CancellationToken.None);

    public AdapterStatus Status(string name) => Board.All.Single(state => state.Name == name);

    public Contracts.Verification.Verification Verify(string name)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(_folder.File("keys/archive-0001.pub")));
        return ArchiveVerifier.Verify(Archive(name), key, expectedHead: null);
    }

    /// <summary>What the archive of a JSON Lines adapter says, slice by slice.</summary>
    public IReadOnlyList<string> Lines(string name) =>
    [
        .. Directory.GetFiles(Archive(name), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines),
    ];

    public IReadOnlyList<Manifest> Manifests(string name) =>
    [
        .. Directory.GetFiles(Archive(name), "*.manifest.json").Order(StringComparer.Ordinal).Select(path => Manifest.Read(File.ReadAllBytes(path))),
    ];

    /// <summary>Puts the cursors back to where they were, as a restored database has them.</summary>
    public async Task ForgetSlicesAfterAsync(string name, long slice)
    {
        await using var db = _recorder.Database.CreateDbContext();
        var last = await db.Slices.SingleAsync(s => s.Adapter == name && s.Number == slice);
        var next = Manifests(name).Single(manifest => manifest.Number == slice + 1);
        await db.Slices.Where(s => s.Adapter == name && s.Number > slice).ExecuteDeleteAsync();
        await db.Cursors.Where(c => c.Adapter == name).ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Slice, slice)
            .SetProperty(c => c.Epoch, last.LastEpoch)
            .SetProperty(c => c.Number, last.LastNumber)
            .SetProperty(c => c.Manifest, next.Previous));
    }

    public void Dispose()
    {
        _recorder.Dispose();
        _folder.Dispose();
    }
}
