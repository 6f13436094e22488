using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Store;

internal static class StoreServices
{
    public const string MigrationsAssembly = "PersistentChat.Migrations.Sqlite";

    /// <summary>The writer's store, and pooled contexts for everybody who reads.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services)
    {
        services.AddPooledDbContextFactory<RoomDbContext>((provider, context) =>
        {
            var options = provider.GetRequiredService<IOptions<StoreOptions>>().Value;
            context.UseSqlite(options.Sqlite.ToString(), sqlite => sqlite.MigrationsAssembly(MigrationsAssembly));
            context.AddInterceptors(new SqliteSettings(options));
            context.AddInterceptors(provider.GetServices<IInterceptor>());
        });
        services.AddSingleton<Outbox>();
        services.AddSingleton(provider => new WriterConnection(
            provider.GetRequiredService<IOptions<StoreOptions>>().Value, provider.GetServices<IInterceptor>()));
        services.AddSingleton(provider => new WriterLease(
            provider.GetRequiredService<IOptions<JournalOptions>>().Value.LeaseDuration,
            provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton<RoomStore>();
    }
}
