namespace PersistentChat.Server.Presence;

internal static class PresenceServices
{
    /// <summary>What people have on every endpoint and what others see of them: event packages and SERVICE.</summary>
    public static void AddPresence(this IServiceCollection services)
    {
        services.AddSingleton<IEventPackage, Provisioning>();
        services.AddSingleton<IEventPackage, RoamingContacts>();
        services.AddSingleton<IEventPackage, RoamingSelf>();
        services.AddSingleton<IEventPackage, PresenceOfPeople>();
        services.AddSingleton<SubscriptionTable>();
        services.AddSingleton<Subscriptions>();

        services.AddSingleton<IServiceHandler, Publishing>();
        services.AddSingleton<IServiceHandler, ContainerMembers>();
        services.AddSingleton<IServiceHandler, SubscriberAcknowledgements>();
        services.AddSingleton<IServiceHandler, ContactEdits>();
        services.AddSingleton<ServiceDesk>();

        services.AddSingleton<PublishingConnections>();
        services.AddSingleton<ConnectionEnds>();
        services.AddSingleton<PresenceTeller>();
        services.AddHostedService(provider => provider.GetRequiredService<PresenceTeller>());
    }
}
