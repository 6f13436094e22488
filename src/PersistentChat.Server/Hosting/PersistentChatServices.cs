using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.Extensions.Options;
using PersistentChat.Operation;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Api;
using PersistentChat.Server.Browser;
using PersistentChat.Server.Browser.OpenId;
using PersistentChat.Server.Chat;
using PersistentChat.Server.Compliance;
using PersistentChat.Server.Presence;
using PersistentChat.Server.Seeding;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip;
using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Authentication.Digest;
using PersistentChat.Sip.Authentication.Kerberos;
using PersistentChat.Sip.Authentication.Ntlm;

namespace PersistentChat.Server.Hosting;

/// <summary>What the server process is made of.</summary>
internal static class PersistentChatServices
{
    // For all of a stop that comes after the answers: connections, journal, outbox.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    public static void AddPersistentChat(this WebApplicationBuilder builder, CommandLine line)
    {
        var services = builder.Services;
        services.AddOperation("pchat-server");
        services.AddSingleton(TimeProvider.System);
        AddChecked<ServerOptions, ServerOptionsValidator>(services, ServerOptions.Section);
        AddChecked<PoolOptions, PoolOptionsValidator>(services, PoolOptions.Section);
        AddChecked<ChatOptions, ChatOptionsValidator>(services, ChatOptions.Section);
        AddChecked<XccosLimits, XccosLimitsValidator>(services, XccosLimits.Section);
        AddChecked<SignInOptions, SignInOptionsValidator>(services, SignInOptions.Section);
        AddChecked<PresenceOptions, PresenceOptionsValidator>(services, PresenceOptions.Section);
        AddChecked<ApiOptions, ApiOptionsValidator>(services, ApiOptions.Section);
        AddChecked<HealthOptions, HealthOptionsValidator>(services, HealthOptions.Section);
        services.AddSingleton<HealthChecks>();
        AddChecked<MemoryOptions, MemoryOptionsValidator>(services, MemoryOptions.Section);
        services.AddHostedService<QuietCollector>();
        AddChecked<BrowserOptions, BrowserOptionsValidator>(services, BrowserOptions.Section);
        AddChecked<OpenIdOptions, OpenIdOptionsValidator>(services, OpenIdOptions.Section);
        services.AddSingleton<PoolAddresses>();

        services.AddSip();
        services.AddRooms(builder.Configuration);
        AddChat(services);
        AddSignIn(services);
        services.AddApi();
        services.AddBrowser(builder.Configuration);

        services.AddSingleton(line);
        services.AddSingleton<Seeder>();
        services.AddSingleton<JournalService>();
        services.AddHostedService(provider => provider.GetRequiredService<JournalService>());
        builder.AddCompliance();
        services.AddHostedService<GracefulStop>();
        services.AddOptions<HostOptions>().Configure<IOptions<ServerOptions>>(
            (host, server) => host.ShutdownTimeout = server.Value.DrainTimeout + StopTimeout);
        services.AddOptions<HstsOptions>().Configure<IOptions<ServerOptions>>(
            (browsers, server) => browsers.MaxAge = server.Value.StrictTransportSecurity);
        services.AddSingleton<ServerCertificate>();
        services.AddSingleton<TrustedFrontEnds>();
        services.AddSingleton<ServerTls>();
        services.AddSingleton<Listeners>();
        services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions>()
            .Configure<Listeners, IOptions<ServerOptions>>((kestrel, listeners, server) => listeners.Configure(kestrel, server.Value));

        // What is read is handled, and what is written is sent, by the thread that has it in hand: nothing of ours waits there.
        services.AddOptions<Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets.SocketTransportOptions>()
            .Configure(sockets => sockets.UnsafePreferInlineScheduling = true);
    }

    private static void AddChat(IServiceCollection services)
    {
        services.AddSingleton<ChatDialogs>();
        services.AddSingleton<ChatSessions>();
        services.AddSingleton<ChatDesk>();
        services.AddSingleton<PostDesk>();
        services.AddSingleton<CommandTable>();
        services.AddSingleton<Chat.Commands.Joining>();
        CommandTable.Register(services);
        services.AddSingleton<ChatMetrics>();
        services.AddSingleton(provider =>
        {
            var announcers = ActivatorUtilities.CreateInstance<RoomAnnouncers>(provider);
            provider.GetRequiredService<ChatMetrics>().Publish(announcers);
            return announcers;
        });
        services.AddSingleton<IAnnouncer>(provider => provider.GetRequiredService<RoomAnnouncers>());
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services.AddSingleton<ISipApplication, SipApplication>();
        services.AddSingleton<RegisterService>();
        services.AddSingleton<HomeServices>();
        services.AddSingleton<AdministrativeRemoval>();
        services.AddSingleton<SignInEnds>();
        services.AddHostedService<SignInEnder>();
        services.AddSingleton<SignInAccounts>();
        services.AddSingleton<ISignInAccounts>(provider => provider.GetRequiredService<SignInAccounts>());
        services.AddSingleton<SignInGuard>();
        services.AddSingleton<ISignInGuard>(provider => provider.GetRequiredService<SignInGuard>());
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<IAuthenticationScheme, KerberosScheme>();
        services.AddSingleton<IAuthenticationScheme, NtlmScheme>();
        services.AddSingleton<IAuthenticationScheme, DigestScheme>();
        services.AddSingleton<Authentications>();
        services.AddPresence();
    }

    // A value out of its range stops the start, and so does a name that is no setting.
    private static void AddChecked<TOptions, TValidator>(IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>()
            .BindConfiguration(section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
