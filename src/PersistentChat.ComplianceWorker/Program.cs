using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Store;
using PersistentChat.ComplianceWorker;

try
{
    if (await OperatorCommand.RunAsync(args) is { } done)
    {
        return done;
    }

    await using var app = Worker.Build(args);
    await app.StartAsync();

    // One line for scripts; everything else goes to standard error.
    await Console.Out.WriteLineAsync($"ready web={string.Join(',', app.Urls)}");
    await Console.Out.FlushAsync();
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception refused) when (refused is OptionsValidationException or ComplianceStoreException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 2;
}
