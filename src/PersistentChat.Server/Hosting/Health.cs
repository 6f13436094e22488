using System.Text.Json.Serialization;
using PersistentChat.Server.Compliance;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// <c>/healthz</c>: the process answers. <c>/readyz</c>: it can serve (200) or not (503), and what it depends on, in JSON.
/// </summary>
internal static partial class Health
{
    public const string Readiness = "/readyz";

    public static void Map(WebApplication app)
    {
        app.MapGet("/healthz", () => "alive");
        app.MapGet(Readiness, async (HttpContext http, Rooms.Journal.Journal journal, ComplianceReadiness compliance) =>
        {
            var report = await ReadAsync(journal, compliance, http.RequestAborted);
            http.Response.StatusCode = report.Status == Report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsJsonAsync(report, Json.Default.Report, contentType: null, http.RequestAborted);
        });
    }

    private static async Task<Report> ReadAsync(
        Rooms.Journal.Journal journal, ComplianceReadiness compliance, CancellationToken ct)
    {
        if (!journal.IsRunning)
        {
            return new Report("the journal has stopped", null);
        }

        var state = await compliance.ReadAsync(ct);
        return new Report(state.Blocked is null ? Report.Ready : "compliance blocks", state);
    }

    /// <param name="Status">"ready", or in a few words why not.</param>
    internal sealed record Report(string Status, ComplianceReadiness.State? Compliance)
    {
        public const string Ready = "ready";
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(Report))]
    private sealed partial class Json : JsonSerializerContext;
}
