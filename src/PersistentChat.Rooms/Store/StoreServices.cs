using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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
        return services.AddSingleton<RoomStore>();
    }
}
