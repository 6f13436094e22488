using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Roaming;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Search;
using PersistentChat.Rooms.Store;
using PersistentChat.Rooms.Transfer;
using PersistentChat.Rooms.Usage;

namespace PersistentChat.Rooms;

/// <summary>
/// What a process that serves rooms needs. It brings its own <see cref="IAnnouncer"/> and starts the journal.
/// </summary>
public static class RoomsServices
{
    /// <summary>
    /// Settings are read from the sections <c>Rooms</c>, <c>Journal</c>, <c>Compliance</c>, <c>Roaming</c> and <c>Store</c> of
    /// <paramref name="configuration"/>; a bad one stops the start with its full name.
    /// </summary>
    public static IServiceCollection AddRooms(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddChecked<RoomsOptions, RoomsOptionsValidator>(configuration, RoomsOptions.Section);
        services.AddChecked<JournalOptions, JournalOptionsValidator>(configuration, JournalOptions.Section);
        services.AddChecked<RecordingOptions, RecordingOptionsValidator>(configuration, RecordingOptions.Section, isShared: true);
        services.AddChecked<RoamingOptions, RoamingOptionsValidator>(configuration, RoamingOptions.Section);
        services.AddChecked<StoreOptions, StoreOptionsValidator>(configuration, StoreOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddStore();
        services.AddSingleton<ArchiveGate>();
        services.AddSingleton<JournalRules>();
        services.AddSingleton<BatchRunner>();
        services.AddSingleton(provider => new Journal.Journal(
            provider.GetRequiredService<RoomStore>(),
            provider.GetRequiredService<BatchRunner>(),
            provider.GetRequiredService<IOptions<JournalOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Journal.Journal>>()));
        services.AddSingleton<Passwords>();
        services.AddSingleton<RoomDirectory>();
        services.AddSingleton<RoomSizes>();
        services.AddSingleton<UsageReader>();
        services.AddSingleton<PoolExport>();
        services.AddSingleton<PoolImport>();
        services.AddSingleton<AccessChanges>();
        services.AddSingleton<InvitationReader>();
        services.AddSingleton<HistoryCleaner>();
        services.AddSingleton<PersonDirectory>();
        services.AddSingleton(provider => new HistorySearch(
            provider.GetRequiredService<Journal.Journal>(),
            provider.GetRequiredService<IDbContextFactory<RoomDbContext>>(),
            provider.GetRequiredService<IStoreEngine>(),
            provider.GetRequiredService<IOptions<RoomsOptions>>()));
        return services.AddSingleton<HistoryReader>();
    }

    /// <param name="isShared">The section has settings of others, so that whoever knows them all must look for unknown names.</param>
    private static void AddChecked<TOptions, TValidator>(
        this IServiceCollection services, IConfiguration configuration, string section, bool isShared = false)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>, new()
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section), binder => binder.ErrorOnUnknownConfiguration = !isShared).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>>(new NamedValidator<TOptions>(new TValidator(), section));
    }
}
