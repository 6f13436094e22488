using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
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
        services.AddRecorder<DirectQueue>();
        services.AddSingleton<IEventQueue>(provider => provider.GetRequiredService<DirectQueue>());
        services.AddSingleton<IRecordedWatermark>(provider => provider.GetRequiredService<DirectQueue>());
        return services;
    }

    /// <summary>The compliance database and the leases in it.</summary>
    public static IServiceCollection AddComplianceDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ComplianceStoreOptions>().Bind(configuration.GetSection(ComplianceStoreOptions.Section)).ValidateOnStart();
        services.AddOptions<LeaseOptions>().Bind(configuration.GetSection(LeaseOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ComplianceStoreOptions>, ComplianceStoreOptionsValidator>();
        services.AddSingleton<IValidateOptions<LeaseOptions>, LeaseOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ComplianceDatabase>();
        services.AddSingleton<IDbContextFactory<ComplianceDbContext>>(provider => provider.GetRequiredService<ComplianceDatabase>());
        return services.AddSingleton<LeaseOffice>();
    }

    private static void AddRecorder<TIntake>(this IServiceCollection services)
        where TIntake : class, IRecorderIntake
    {
        services.AddSingleton<Recorder>();
        services.AddSingleton<RecorderStatus>();
        services.AddSingleton<TIntake>();
        services.AddSingleton<IRecorderIntake>(provider => provider.GetRequiredService<TIntake>());
        services.AddHostedService<RecorderService>();
    }
}
