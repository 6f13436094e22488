using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Runs;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance;

/// <summary>What a process adds that records, or that sends to who does.</summary>
public static class ComplianceServices
{
    /// <summary>
    /// The embedded shape: the recorder in this process, and <see cref="IEventQueue"/> straight to it. The database is
    /// <paramref name="databaseFile"/> unless a connection string is set.
    /// </summary>
    /// <param name="databaseFile">In a folder that no other process can use at the same time.</param>
    public static IServiceCollection AddEmbeddedRecorder(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string> databaseFile)
    {
        services.AddComplianceDatabase(configuration);
        services.AddSingleton<IPostConfigureOptions<ComplianceStoreOptions>>(provider =>
            new PostConfigureOptions<ComplianceStoreOptions>(Options.DefaultName, store =>
            {
                if (store is { Provider: ComplianceStoreProvider.Sqlite, ConnectionString: null or "" })
                {
                    store.ConnectionString = $"Data Source={databaseFile(provider)}";
                    provider.GetRequiredService<IOptions<LeaseOptions>>().Value.Alone = true;
                }
            }));
        services.AddRecorder<DirectQueue>(configuration);
        services.AddSingleton<IEventQueue>(provider => provider.GetRequiredService<DirectQueue>());
        services.AddSingleton<IRecordedWatermark>(provider => provider.GetRequiredService<DirectQueue>());
        return services;
    }

    /// <summary>The worker: the recorder in this process, with what the broker has.</summary>
    public static IServiceCollection AddBrokerRecorder(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddComplianceDatabase(configuration);
        services.AddChecked<BrokerOptions, BrokerOptionsValidator>(configuration, BrokerOptions.Section);
        services.AddRecorder<BrokerIntake>(configuration);
        return services;
    }

    /// <summary>A server whose events another process records: <see cref="IEventQueue"/> goes to the broker.</summary>
    public static IServiceCollection AddBrokerQueue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<BrokerOptions, BrokerOptionsValidator>(configuration, BrokerOptions.Section);
        services.AddSingleton<BrokerQueue>();
        services.AddSingleton<IEventQueue>(provider => provider.GetRequiredService<BrokerQueue>());
        services.AddSingleton<IRecordedWatermark>(provider => provider.GetRequiredService<BrokerQueue>());
        return services;
    }

    /// <summary>The compliance database and the leases in it.</summary>
    public static IServiceCollection AddComplianceDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<ComplianceStoreOptions, ComplianceStoreOptionsValidator>(configuration, ComplianceStoreOptions.Section);
        services.AddChecked<LeaseOptions, LeaseOptionsValidator>(configuration, LeaseOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ComplianceDatabase>();
        services.AddSingleton<IDbContextFactory<ComplianceDbContext>>(provider => provider.GetRequiredService<ComplianceDatabase>());
        return services.AddSingleton<LeaseOffice>();
    }

    /// <summary>The adapters of section <c>Compliance</c>, run in this process or another that has their leases.</summary>
    /// <remarks>Beside a recorder: it needs <see cref="AddComplianceDatabase"/>.</remarks>
    public static IServiceCollection AddAdapters(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, ArchivePlaces> places)
    {
        services.AddOptions<ArchivingOptions>().Bind(configuration.GetSection(ArchivingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ArchivingOptions>, ArchivingOptionsValidator>();
        services.AddSingleton(places);
        services.AddSingleton<AdapterBoard>();
        services.AddSingleton<AdapterCatalogue>();
        services.AddSingleton(provider => new ArchiveShelf(
            provider.GetRequiredService<AdapterCatalogue>(),
            provider.GetRequiredService<AdapterBoard>(),
            provider.GetRequiredService<ArchivePlaces>()));
        services.AddSingleton(provider => new RunnerTools(
            provider.GetRequiredService<IDbContextFactory<ComplianceDbContext>>(),
            new SigningKeys(provider.GetRequiredService<ArchivePlaces>().KeyFolder),
            provider.GetRequiredService<AdapterBoard>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddHostedService<AdapterService>();
    }

    private static void AddRecorder<TIntake>(this IServiceCollection services, IConfiguration configuration)
        where TIntake : class, IRecorderIntake
    {
        services.AddChecked<RecorderOptions, RecorderOptionsValidator>(configuration, RecorderOptions.Section);
        services.AddSingleton<Recorder>();
        services.AddSingleton<RecorderStatus>();
        services.AddSingleton<TIntake>();
        services.AddSingleton<IRecorderIntake>(provider => provider.GetRequiredService<TIntake>());
        services.AddHostedService<RecorderService>();
    }

    // A value out of its range stops the start, and so does a name that is no setting.
    private static void AddChecked<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>()
            .Bind(configuration.GetSection(section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
