using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using PersistentChat.Management;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Transfer;
using ExportLevel = PersistentChat.Management.ExportLevel;

namespace PersistentChat.Server.Api;

/// <summary><c>/api/export</c> and <c>/api/import</c>: a whole pool, from one server to another.</summary>
internal static class TransferEndpoints
{
    private const string Zip = "application/zip";
    private const int MaxProblems = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/export", ExportAsync).Needs(Right.Administer).Produces<Stream>(StatusCodes.Status200OK, Zip);
        api.MapPost("/import", ImportAsync).Needs(Right.Administer).Accepts<Stream>(Zip).WithMetadata(new TakesFile());
    }

    /// <summary>The pool as a zip. Passwords and tokens are not in it; that messages leave is an event of every room.</summary>
    /// <param name="level">How much; left out: all.</param>
    public static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        ExportLevel? level, Caller caller, PoolExport export, HttpContext http, CancellationToken ct)
    {
        if (level is { } wanted && !Enum.IsDefined(wanted))
        {
            return Problems.Invalid("level", "There is no such level");
        }

        var outcome = await export.PrepareAsync((Rooms.Transfer.ExportLevel)(level ?? ExportLevel.All), caller.Person);
        if (outcome.IsRefused)
        {
            return Problems.Of(outcome.Refusal!);
        }

        // .NET's zip ends its entries with a write that is not asynchronous.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(to => outcome.Value(to, ct), Zip, "export.zip");
    }

    /// <summary>
    /// Takes an export in. What is there already stays as it is; ids, authors, times and numbers of messages stay what they were.
    /// </summary>
    /// <param name="dryRun">Only says what is there already and what would be made.</param>
    public static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> ImportAsync(
        HttpRequest request, bool? dryRun, Caller caller, PoolImport import, IOptions<StoreOptions> store, CancellationToken ct)
    {
        var isTrial = dryRun ?? false;
        var things = new Tally();
        string? brokenOff = null;
        await using var file = await KeepAsync(request.Body, store.Value.DataFolder, ct);
        try
        {
            await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
            await foreach (var thing in import.RunAsync(zip, caller.Person, isTrial, ct))
            {
                things.Add(thing);
            }
        }
        catch (InvalidDataException wrong) when (things.IsEmpty)
        {
            return Problems.Invalid("zip", wrong.Message);
        }
        catch (InvalidDataException wrong)
        {
            brokenOff = wrong.Message;
        }

        return TypedResults.Ok(new ImportReport(isTrial, things.Counts, things.Problems, brokenOff));
    }

    /// <summary>A zip is read from its end: it is kept in a file meanwhile, which nobody else can read and which is gone when it is closed.</summary>
    private static async Task<FileStream> KeepAsync(Stream body, string folder, CancellationToken ct)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(Path.Combine(folder, $"import-{Guid.NewGuid():N}.zip"), options);
        try
        {
            await body.CopyToAsync(file, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>What an import has told so far.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<ImportedKind, (int Created, int Existing, int Refused)> _counts = [];
        private readonly List<ImportProblem> _problems = [];

        public bool IsEmpty => _counts.Count is 0;

        public IReadOnlyList<ImportCount> Counts =>
            [.. _counts.Select(it => new ImportCount($"{it.Key}", it.Value.Created, it.Value.Existing, it.Value.Refused))];

        public IReadOnlyList<ImportProblem> Problems => _problems;

        public void Add(ImportedThing thing)
        {
            var (created, existing, refused) = _counts.GetValueOrDefault(thing.Kind);
            _counts[thing.Kind] = thing switch
            {
                { Exists: true } => (created, existing + 1, refused),
                { Refusal: null } => (created + 1, existing, refused),
                _ => (created, existing, refused + 1),
            };
            if (thing.Refusal is { } refusal && _problems.Count < MaxProblems)
            {
                _problems.Add(new ImportProblem($"{thing.Kind}", thing.Name, Api.Problems.TypeOf(refusal), refusal.Text));
            }
        }
    }
}
