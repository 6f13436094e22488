using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PersistentChat.Operation;

/// <summary><c>/metrics</c>, for Prometheus.</summary>
public static class MetricsPage
{
    private static readonly string[] OfProxies = ["Forwarded", "X-Forwarded-For", "Via"];

    /// <summary>Maps the page, unless it is off (<see cref="TelemetryOptions.Metrics"/>). Needs <c>AddOperation</c>.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        var access = app.Services.GetRequiredService<IOptions<TelemetryOptions>>().Value.Metrics;
        if (access is MetricsAccess.Off) { return; }

        // From here on everything is counted.
        var reader = app.Services.GetRequiredService<MetricsReader>();
        app.MapGet("/metrics", http =>
        {
            if (!IsAllowed(access, http))
            {
                http.Response.StatusCode = StatusCodes.Status403Forbidden;
                return http.Response.WriteAsync("Telemetry:Metrics says who may read this.\n");
            }

            http.Response.ContentType = PrometheusText.ContentType;
            return http.Response.WriteAsync(PrometheusText.Write(reader.Read()), http.RequestAborted);
        });
    }

    internal static bool IsAllowed(MetricsAccess access, HttpContext http) =>
        access is MetricsAccess.Everybody
        || (http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && !OfProxies.Any(http.Request.Headers.ContainsKey));
}
