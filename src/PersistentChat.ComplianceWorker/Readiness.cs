using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Store;
using PersistentChat.Operation;

namespace PersistentChat.ComplianceWorker;

/// <summary>
/// <c>/readyz</c>: the worker records and every archive of it goes on (200) or not (503), and how each is, with a reason, in JSON as
/// the server's.
/// </summary>
internal static partial class Readiness
{
    public static async Task<IResult> ReadAsync(
        IDbContextFactory<ComplianceDbContext> databases, RecorderStatus status, AdapterBoard adapters, TimeProvider clock,
        CancellationToken ct)
    {
        var record = await RecordHealth.ReadAsync(databases, status, ct);
        List<HealthCheck> checks =
        [
            new("record", record.IsGood, record.ToString()),
            .. adapters.All.Select(adapter => new HealthCheck(
                $"archive {adapter.Name}", !adapter.IsParked && adapter.Trouble is null, adapter.Describe(clock.GetUtcNow(), adapter.Trouble))),
        ];
        var trouble = checks.Find(check => !check.Ok);
        return Results.Json(
            new Report(trouble is null ? "ready" : $"{trouble.Name}: {trouble.Reason}", checks),
            Json.Default.Report,
            statusCode: trouble is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <param name="Status">"ready", or the first thing that is not well and why.</param>
    internal sealed record Report(string Status, IReadOnlyList<HealthCheck> Checks);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class Json : JsonSerializerContext;
}
