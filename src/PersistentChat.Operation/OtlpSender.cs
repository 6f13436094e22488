using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PersistentChat.Operation;

/// <summary>Sends metrics and traces to a collector, if there is one to send to. One that does not answer is nobody's trouble.</summary>
/// <param name="process">What this process is called there.</param>
internal sealed class OtlpSender(ProcessName process, IOptions<TelemetryOptions> options) : IHostedService, IDisposable
{
    // The web server's own requests, REST among them.
    private const string WebServer = "Microsoft.AspNetCore";

    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var telemetry = options.Value;
        if (telemetry.OtlpEndpoint.Length is 0) { return Task.CompletedTask; }
        var resource = ResourceBuilder.CreateEmpty().AddService(process.Value, serviceInstanceId: Environment.MachineName).AddTelemetrySdk();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter($"{MetricsReader.OwnPrefix}*", MetricsReader.RuntimeMeter, MetricsReader.WebMeter)
            .AddOtlpExporter((otlp, reader) =>
            {
                Aim(otlp, telemetry, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)telemetry.OtlpInterval.TotalMilliseconds;
            })
            .Build();
        if (telemetry.TraceRatio > 0)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource($"{MetricsReader.OwnPrefix}*", WebServer)
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(telemetry.TraceRatio)))
                .AddOtlpExporter(otlp => Aim(otlp, telemetry, "v1/traces"))
                .Build();
        }

        return Task.CompletedTask;
    }

    // What is left is sent when the process has done everything else.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Aim(OtlpExporterOptions otlp, TelemetryOptions telemetry, string path)
    {
        var isHttp = telemetry.OtlpProtocol is OtlpProtocol.HttpProtobuf;
        otlp.Protocol = isHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        otlp.Endpoint = new Uri(isHttp ? $"{telemetry.OtlpEndpoint.TrimEnd('/')}/{path}" : telemetry.OtlpEndpoint);
        otlp.Headers = telemetry.OtlpHeaders;
    }
}
