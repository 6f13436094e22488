using System.Diagnostics;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Store;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Chat;
using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Compliance;

/// <summary>
/// The compliance path in the server process, when compliance is on: the relay, and behind it either a broker or, without
/// one, recorder and adapters.
/// </summary>
internal static class ComplianceSetup
{
    /// <summary>The course of batches, for whoever collects traces.</summary>
    public static readonly ActivitySource Source = new(ChatMetrics.MeterName);

    private static readonly HashSet<string> Settings = new(
        [
            .. typeof(RecordingOptions).GetProperties().Select(property => property.Name),
            .. typeof(ArchivingOptions).GetProperties().Select(property => property.Name),
            .. new[] { RelayOptions.Section, ComplianceStoreOptions.Section, RecorderOptions.Section, LeaseOptions.Section, BrokerOptions.Section }
                .Select(section => section.Split(':')[1]),
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>After the journal's service: nothing of this may touch a data folder that another server has.</summary>
    /// <exception cref="SettingException">There is no such setting in the section that all of this shares.</exception>
    public static void AddCompliance(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var section = builder.Configuration.GetSection(RecordingOptions.Section);
        if (section.GetChildren().FirstOrDefault(child => !Settings.Contains(child.Key)) is { } unknown)
        {
            throw new SettingException(unknown.Path, "there is no such setting");
        }

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
        if (string.IsNullOrEmpty(builder.Configuration[$"{BrokerOptions.Section}:{nameof(BrokerOptions.Host)}"]))
        {
            services.AddEmbeddedRecorder(builder.Configuration, provider => Path.Combine(FolderOf(provider), "mgccomp.db"));
            services.AddAdapters(builder.Configuration, provider =>
                new ArchivePlaces(FolderOf(provider), Path.Combine(FolderOf(provider), "keys")));
        }
        else
        {
            services.AddBrokerQueue(builder.Configuration);
        }

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

    private static string FolderOf(IServiceProvider provider) =>
        Path.GetFullPath(provider.GetRequiredService<IOptions<StoreOptions>>().Value.DataFolder);

    // Decides what the process is made of, so it is asked before there are options; what is no mode is refused by those.
    private static bool IsOn(ConfigurationManager configuration) =>
        Enum.TryParse<ComplianceMode>(configuration[$"{RecordingOptions.Section}:{nameof(RecordingOptions.Mode)}"], ignoreCase: true, out var mode)
            ? mode is ComplianceMode.On
            : new RecordingOptions().Mode is ComplianceMode.On;
}
