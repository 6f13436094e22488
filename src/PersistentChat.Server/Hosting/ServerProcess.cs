using System.Reflection;
using Microsoft.Extensions.Options;
using PersistentChat.Operation;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Api;
using PersistentChat.Server.Compliance;
using PersistentChat.Server.Seeding;
using PersistentChat.Server.SignIn;

namespace PersistentChat.Server.Hosting;

/// <summary>The server process from its command line to its exit code.</summary>
internal static class ServerProcess
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (CommandLine.Parse(args, out var exitCode) is not { } line)
            {
                return exitCode;
            }

            await using var app = Build(line);
            try
            {
                await app.StartAsync();
            }
            catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // Told to stop before it served.
                return 0;
            }

            await AnnounceAsync(app, line);
            await app.WaitForShutdownAsync();
            return app.Services.GetRequiredService<JournalService>().Failure is null ? 0 : 1;
        }
        catch (Exception refused) when (StartRefusal.Of(refused) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 2;
        }
    }

    internal static WebApplication Build(CommandLine line)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        const string Secrets = $"{ServerOptions.Section}:{nameof(ServerOptions.Secrets)}";
        if ((line.Settings.GetValueOrDefault(Secrets) ?? builder.Configuration[Secrets]) is { Length: > 0 } secrets)
        {
            builder.Configuration.AddKeyPerFile(Path.GetFullPath(secrets), optional: true);
        }

        builder.Configuration.AddInMemoryCollection(line.Settings);
        // Standard output is for the lines that scripts read; everything else goes to standard error.
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddPersistentChat(line);

        var app = builder.Build();
        WebPort.Guard(
            app, app.Services.GetRequiredService<IOptions<ServerOptions>>().Value, app.Services.GetRequiredService<Authentications>());
        Health.Map(app);
        app.MapMetrics();
        app.MapApi();
        return app;
    }

    private static async Task AnnounceAsync(WebApplication app, CommandLine line)
    {
        var pool = app.Services.GetRequiredService<PoolAddresses>();
        var store = app.Services.GetRequiredService<IOptions<StoreOptions>>().Value;
        var ready = app.Services.GetRequiredService<Listeners>().ReadyLine();
        if (line.Demo)
        {
            foreach (var text in app.Services.GetRequiredService<Seeder>().Lines())
            {
                await Console.Out.WriteLineAsync(text);
            }
        }

        await Console.Out.WriteLineAsync(ready);
        await Console.Out.FlushAsync();
        var version = typeof(ServerProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!;
        ComplianceSetup.SayMode(app.Services, app.Logger);
        app.Logger.Serving(version.InformationalVersion, pool.Domain, Path.GetFullPath(store.DataFolder), ready);
    }
}
