using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Store;

internal static class StoreServices
{
    /// <summary>The writer's store, and pooled contexts for everybody who reads.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddSingleton(provider => EngineOf(provider.GetRequiredService<IOptions<StoreOptions>>().Value));
        services.AddPooledDbContextFactory<RoomDbContext>((provider, context) =>
        {
            provider.GetRequiredService<IStoreEngine>().Use(context);
            context.AddInterceptors(provider.GetServices<IInterceptor>());
        });
        services.AddSingleton<Outbox>();
        services.AddSingleton(provider => new WriterConnection(
            provider.GetRequiredService<IStoreEngine>(),
            provider.GetServices<IInterceptor>(),
            new StoreMetrics(provider.GetRequiredService<IStoreEngine>(), provider.GetRequiredService<IMeterFactory>())));
        services.AddSingleton(provider => new WriterLease(
            provider.GetRequiredService<IOptions<JournalOptions>>().Value.LeaseDuration,
            provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<RoomStore>();
    }

    private static IStoreEngine EngineOf(StoreOptions options) => options.Provider switch
    {
        StoreProvider.Sqlite => new SqliteEngine(options),
        _ when string.IsNullOrWhiteSpace(options.ConnectionString) =>
            throw new StoreException($"{StoreOptions.Section}:ConnectionString is missing: {options.Provider} needs it"),
        StoreProvider.PostgreSql => new PostgreSqlEngine(options),
        StoreProvider.SqlServer when !SqlServerEngine.HasClient => throw new StoreException(
            "This build cannot use SQL Server: its client was cut to what the package source has. "
            + "Build with -p:FullSqlClient=true"),
        StoreProvider.SqlServer => new SqlServerEngine(options),
        _ => throw new StoreException($"{options.Provider} is no engine"),
    };
}
