using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PersistentChat.Operation;

/// <summary>What a process tells of itself, and to whom; section "Telemetry".</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Who may read <c>/metrics</c> on the web ports.</summary>
    [EnumDataType(typeof(MetricsAccess))]
    public MetricsAccess Metrics { get; set; } = MetricsAccess.Loopback;

    /// <summary>Where metrics and traces are sent by OTLP, such as <c>http://127.0.0.1:4318</c>; empty: nowhere.</summary>
    [StringLength(1024), RegularExpression("https?://[^ ]+")]
    public string OtlpEndpoint { get; set; } = "";

    [EnumDataType(typeof(OtlpProtocol))]
    public OtlpProtocol OtlpProtocol { get; set; } = OtlpProtocol.HttpProtobuf;

    /// <summary>What the collector wants to see, <c>name=value</c> separated by commas; a secret.</summary>
    [StringLength(4096)]
    public string OtlpHeaders { get; set; } = "";

    /// <summary>How often metrics are sent.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan OtlpInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Of how many requests the course is sent, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 0.01;
}

[OptionsValidator]
internal sealed partial class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>;
