using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Runs;
using PersistentChat.Operation;

namespace PersistentChat.ComplianceWorker;

/// <summary>The worker process: takes events from the broker, records them and makes archives of the record.</summary>
public static class Worker
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);

        var worker = builder.Configuration.GetSection(WorkerOptions.Section);
        builder.Services.AddOptions<WorkerOptions>().Bind(worker, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>();
        var options = worker.Get<WorkerOptions>() ?? new WorkerOptions();
        builder.Configuration.AddKeyPerFile(options.Secrets, optional: true);
        builder.Services.AddOperation("pchat-worker");
        builder.Services.AddBrokerRecorder(builder.Configuration);
        builder.Services.AddAdapters(builder.Configuration, _ =>
        {
            var data = Path.GetFullPath(options.DataFolder);
            return new ArchivePlaces(data, Path.Combine(data, "keys"));
        });
        builder.Services.AddOptions<BrokerOptions>().Validate(
            broker => broker.Host.Length > 0, $"{BrokerOptions.Section}:Host is missing: there is nothing to take events from");
        builder.WebHost.UseUrls($"http://{options.Web}");

        var app = builder.Build();
        app.MapGet("/healthz", () => "alive");
        app.MapGet("/readyz", Readiness.ReadAsync);
        app.MapMetrics();
        return app;
    }
}
