using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PersistentChat.Operation;

/// <summary>What every process of ours offers to whom operates it: metrics, traces, a word to its service manager.</summary>
public static class OperationServices
{
    /// <summary>
    /// Settings are read from the section <c>Telemetry</c>. First of all services: so it is the last to stop, and what the
    /// others do at their end is still told.
    /// </summary>
    /// <param name="name">Of the process, for a collector.</param>
    public static IServiceCollection AddOperation(this IServiceCollection services, string name)
    {
        services.AddOptions<TelemetryOptions>()
            .BindConfiguration(TelemetryOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddMetrics();
        services.AddSingleton<MetricsReader>();
        services.AddSingleton(new ProcessName(name));
        services.AddHostedService<OtlpSender>();
        return services.AddHostedService<ServiceManager>();
    }
}
