using Microsoft.Extensions.Options;
using PersistentChat.Compliance;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Compliance;

/// <summary>The compliance path in the server process: relay and recorder, when compliance is on.</summary>
internal static class ComplianceSetup
{
    /// <summary>After the journal's service: nothing of this may touch a data folder that another server has.</summary>
    public static void AddCompliance(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ComplianceReadiness>();
        if (!IsOn(builder.Configuration))
        {
            return;
        }

        services.AddOptions<RelayOptions>()
            .BindConfiguration(RelayOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<RelayOptions>, RelayOptionsValidator>();
        services.AddHostedService<ArchiveWatch>();
        services.AddEmbeddedRecorder(builder.Configuration, provider =>
            Path.Combine(provider.GetRequiredService<IOptions<StoreOptions>>().Value.DataFolder, "mgccomp.db"));
        services.AddSingleton<OutboxRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxRelay>());
        services.AddHostedService<OutboxDrain>();
    }

    /// <summary>In the log, once the server serves.</summary>
    public static void SayMode(IServiceProvider services, ILogger logger)
    {
        var recording = services.GetRequiredService<IOptions<RecordingOptions>>().Value;
        var waiting = services.GetRequiredService<Outbox>().Waiting;
        if (recording.Mode is ComplianceMode.On)
        {
            logger.ComplianceOn(recording.OnFailure, waiting);
            return;
        }

        logger.ComplianceOff(waiting);
    }

    // Decides what the process is made of, so it is asked before there are options; what is no mode is refused by those.
    private static bool IsOn(ConfigurationManager configuration) =>
        Enum.TryParse<ComplianceMode>(configuration[$"{RecordingOptions.Section}:{nameof(RecordingOptions.Mode)}"], ignoreCase: true, out var mode)
            ? mode is ComplianceMode.On
            : new RecordingOptions().Mode is ComplianceMode.On;
}
