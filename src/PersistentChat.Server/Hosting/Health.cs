using System.Text.Json.Serialization;
using PersistentChat.Operation;
using PersistentChat.Server.Compliance;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// <c>/healthz</c>: the process answers. <c>/readyz</c>: it can serve (200) or not (503), and how each thing is that it depends
/// on, with a reason, in JSON. What only the archive waits for does not keep it from serving.
/// </summary>
internal static partial class Health
{
    public const string Readiness = "/readyz";

    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => "alive");
        app.MapGet(Readiness, async (HttpContext http, HealthChecks checks, ComplianceReadiness compliance) =>
        {
            var report = await ReadAsync(checks, compliance, http.RequestAborted);
            http.Response.StatusCode = report.Status == Report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsJsonAsync(report, Json.Default.Report, contentType: null, http.RequestAborted);
        });
    }

    private static async Task<Report> ReadAsync(HealthChecks checks, ComplianceReadiness compliance, CancellationToken ct)
    {
        if (!checks.IsJournalRunning)
        {
            return new Report("the journal has stopped", [], null);
        }

        var database = await checks.DatabaseAsync(ct);
        if (!database.Ok)
        {
            return new Report("the database cannot be read", [database], null);
        }

        var state = await compliance.ReadAsync(ct);
        return new Report(state.Blocked is null ? Report.Ready : "compliance blocks", [database, .. checks.Of(state)], state);
    }

    /// <param name="Status">"ready", or in a few words why not.</param>
    internal sealed record Report(string Status, IReadOnlyList<HealthCheck> Checks, ComplianceReadiness.State? Compliance)
    {
        public const string Ready = "ready";
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class Json : JsonSerializerContext;
}
