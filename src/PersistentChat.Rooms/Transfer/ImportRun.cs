using System.IO.Compression;
using System.Runtime.CompilerServices;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Transfer;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>One import: what it reads, on whose word it makes what it makes, and what of the export is what here.</summary>
internal sealed class ImportRun(Journal journal, ZipArchive export, Person? by, bool isTrial)
{
    public static readonly Refusal Unknown = Refusal.InvalidArgument("It refers to something that is neither here nor in the export");

    // What ids of the export are here.
    private readonly Dictionary<Guid, Guid> _ids = new() { [PrincipalSet.EverybodyId] = PrincipalSet.EverybodyId };

    /// <summary>Nothing is made.</summary>
    public bool IsTrial => isTrial;

    /// <summary>As it is now.</summary>
    public Pool Pool => journal.Committed;

    public static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>A file of the export, a thing each line; nothing where there is none.</summary>
    /// <exception cref="InvalidDataException">What is no such thing.</exception>
    public IAsyncEnumerable<T> LinesAsync<T>(string file, CancellationToken ct)
        where T : class =>
        export.GetEntry(file) is { } entry ? LinesAsync<T>(entry, ct) : AsyncEnumerable.Empty<T>();

    /// <summary>What something of the export is here. Null: it is neither here nor was it in the export.</summary>
    public Guid? Find(Guid id) => _ids.TryGetValue(id, out var here) ? here : null;

    public PrincipalSet Known(IReadOnlyList<Guid> principals) => PrincipalSet.Of(principals.Select(Find).OfType<Guid>());

    public Refusal? MissingIn(IReadOnlyList<Guid> principals) => principals.All(_ids.ContainsKey) ? null : Unknown;

    /// <summary>Makes something, unless it is here or this is a trial.</summary>
    /// <param name="id">In the export.</param>
    /// <param name="known">Of what is here already. Null: nothing is.</param>
    public async Task<ImportedThing> TakeAsync(ImportedKind kind, string name, Guid id, Guid? known, Func<Task<Refusal?>> make)
    {
        var refusal = known is null && !isTrial ? await make() : null;
        if (refusal is null)
        {
            _ids[id] = known ?? id;
        }

        return new ImportedThing(kind, name, known is not null, refusal);
    }

    public async Task<Refusal?> DoAsync<T>(ChangeCommand<T> change) =>
        (await journal.SubmitAsync(change with { By = by, AsAdministrator = true })).Refusal;

    private static async IAsyncEnumerable<T> LinesAsync<T>(ZipArchiveEntry entry, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        await using var stream = await entry.OpenAsync(ct);
        await foreach (var line in TransferFormat.ReadAsync<T>(stream, ct))
        {
            yield return line;
        }
    }
}
