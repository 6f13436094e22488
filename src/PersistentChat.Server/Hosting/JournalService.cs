using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Store;
using PersistentChat.Server.Seeding;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// The journal's life in the process: it runs, and what was asked to be seeded is there, before anything listens; it is
/// drained after the last connection has closed; when it has to stop by itself, so does the process.
/// </summary>
internal sealed class JournalService(
    Journal journal, Seeder seeder, IOptions<StoreOptions> store, IHostApplicationLifetime lifetime, ILogger<JournalService> logger)
    : IHostedService
{
    private Task _watching = Task.CompletedTask;

    /// <summary>Why the journal stopped by itself; null while it has not.</summary>
    public Exception? Failure { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Keys, archives and the socket are there even if no database is.
        PrivateFiles.MakeFolder(Path.GetFullPath(store.Value.DataFolder));
        await journal.StartAsync(cancellationToken);
        _watching = WatchAsync();
        await seeder.ApplyAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await journal.StopAsync(cancellationToken);
        await _watching;
    }

    private async Task WatchAsync()
    {
        try
        {
            await journal.Completion;
        }
        catch (Exception fatal)
        {
            Failure = fatal;
            logger.JournalStopped(fatal);
            lifetime.StopApplication();
        }
    }
}
