using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Contracts.Verification;
using PersistentChat.Management;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;

namespace PersistentChat.Server.Api;

/// <summary>
/// <c>/api/archives</c>: the compliance archives that this server writes. Whoever looks is in the record before anything is shown.
/// </summary>
internal static class ArchiveEndpoints
{
    private const string Bytes = "application/octet-stream";

    private static readonly ProblemHttpResult NoSuchArchive = Problems.Of(404, "no-such-archive", "This server writes no such archive");
    private static readonly ProblemHttpResult NoSuchFile = Problems.Of(404, "no-such-file", "The archive has no such file");

    // Each verification reads a whole archive: one at a time.
    private static readonly SemaphoreSlim Verifying = new(1);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/archives", ListAsync).Needs(Right.Archives);
        api.MapGet("/archives/{name}/slices", ListSlicesAsync).Needs(Right.Archives);
        api.MapGet("/archives/{name}/files/{file}", ReadAsync).Needs(Right.Archives).Produces<Stream>(StatusCodes.Status200OK, Bytes);
        api.MapGet("/archives/{name}/verification", VerifyAsync).Needs(Right.Archives);
        api.MapGet("/archive-keys/{file}", ReadKey).Needs(Right.Archives).Produces<Stream>(StatusCodes.Status200OK, Bytes);
        api.MapGet("/archive-keys", ListKeys).Needs(Right.Archives);
    }

    /// <summary>The archives, by name. There are none when another process writes them.</summary>
    public static async Task<Results<Ok<Page<ArchiveDetails>>, ProblemHttpResult>> ListAsync(
        [AsParameters] Paging paging, Caller caller, Changes changes, IServiceProvider services, CancellationToken ct) =>
        (paging.Problem ?? await RecordAsync("archives", "Listed", caller, changes)) is { } wrong
            ? wrong
            : TypedResults.Ok(paging.Make(
                Shelf(services) is { } shelf ? await shelf.ListAsync(ct) : [], archive => archive.Name, Details));

    /// <summary>The slices of an archive, oldest first: what each has in it.</summary>
    public static async Task<Results<Ok<Page<ArchiveSlice>>, ProblemHttpResult>> ListSlicesAsync(
        string name, [AsParameters] Paging paging, Caller caller, Changes changes, IServiceProvider services, CancellationToken ct)
    {
        var after = 0L;
        if (paging.Problem is { } problem)
        {
            return problem;
        }

        if (paging.After is { } cursor && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Problems.Invalid("cursor", "No answer had this cursor");
        }

        if (!Has(services, name))
        {
            return NoSuchArchive;
        }

        if (await RecordAsync($"{name}, slices after {after}", "Listed", caller, changes) is { } refused)
        {
            return refused;
        }

        return await Shelf(services)!.SlicesAsync(name, after, paging.Take, ct) is { } slices
            ? TypedResults.Ok(paging.Make(slices, slice => $"{slice.Number}", Details))
            : NoSuchArchive;
    }

    /// <summary>A file of an archive: one that a slice names, a manifest, or <c>chain.heads</c>.</summary>
    public static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> ReadAsync(
        string name, string file, Caller caller, Changes changes, IServiceProvider services, CancellationToken ct)
    {
        if (!Has(services, name))
        {
            return NoSuchArchive;
        }

        if (Shelf(services)!.Find(name, file) is not { } path)
        {
            return NoSuchFile;
        }

        return await RecordAsync($"{name}, {file}", "Read", caller, changes) is { } refused
            ? refused
            : TypedResults.Stream(await ArchiveShelf.OpenAsync(path, ct), Bytes, file);
    }

    /// <summary>Compares an archive with what its signed heads vouch for; reads all of it.</summary>
    public static async Task<Results<Ok<ArchiveVerification>, ProblemHttpResult>> VerifyAsync(
        string name, Caller caller, Changes changes, IServiceProvider services, CancellationToken ct)
    {
        if (!Has(services, name))
        {
            return NoSuchArchive;
        }

        if (!await Verifying.WaitAsync(TimeSpan.Zero, ct))
        {
            return Problems.Of(Refusal.Busy);
        }

        try
        {
            return await RecordAsync(name, "Verified", caller, changes) is { } refused ? refused
                : await Task.Run(() => Shelf(services)!.VerifyAsync(name), ct) is { } shown ? TypedResults.Ok(Details(shown))
                : NoSuchArchive;
        }
        finally
        {
            Verifying.Release();
        }
    }

    /// <summary>Names of the public keys that archives are verified with, oldest first: the first is the one to trust.</summary>
    public static Ok<Page<string>> ListKeys(IServiceProvider services) =>
        TypedResults.Ok(new Page<string>([.. Shelf(services)?.PublicKeyFiles.Select(path => Path.GetFileName(path)!) ?? []], null));

    /// <summary>A public key (PEM).</summary>
    public static Results<FileStreamHttpResult, ProblemHttpResult> ReadKey(string file, IServiceProvider services) =>
        Shelf(services)?.PublicKeyFiles.FirstOrDefault(path => Path.GetFileName(path) == file) is { } known
            ? TypedResults.Stream(File.OpenRead(known), Bytes, file)
            : NoSuchFile;

    // With a broker, or without compliance, there is none here.
    private static ArchiveShelf? Shelf(IServiceProvider services) => services.GetService<ArchiveShelf>();

    private static bool Has(IServiceProvider services, string name) => Shelf(services)?.Has(name) is true;

    /// <summary>Null: it is recorded.</summary>
    private static async Task<ProblemHttpResult?> RecordAsync(string what, string way, Caller caller, Changes changes) =>
        (await changes.DoAsync(new RecordOfficerAccess(what, way), caller)).Refusal is { } refusal ? Problems.Of(refusal) : null;

    private static ArchiveDetails Details(ShelvedArchive archive) => new(
        archive.Name, archive.Type, archive.Head?.Slices ?? 0, archive.Head?.At,
        archive.Status?.IsRunning ?? false, archive.Status?.LastRunAt, archive.Status?.Trouble);

    private static ArchiveSlice Details(Manifest slice) => new(
        slice.Number, $"{slice.First}", $"{slice.Last}", slice.Count, ArchiveFormat.ManifestName(slice.Adapter, slice.Number),
        [.. slice.Files.Select(file => new ArchiveFile(file.Name, file.Length, file.Sha256, file.Rooms, file.FirstAt, file.LastAt))]);

    private static ArchiveVerification Details(Verification shown) => new(
        shown.IsIntact, shown.HeadHash, shown.Head?.At, shown.Head?.Slices ?? 0, shown.Files, shown.Events,
        [.. shown.Findings.Select(finding => new ArchiveFinding($"{finding.Kind}", finding.Name, finding.Text))], shown.Unfinished);
}
