using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.Chat;
using PersistentChat.Sip;

namespace PersistentChat.Server.Hosting;

/// <summary>
/// The beginning of a stop in good order, before any part of the process stops: nothing new is taken, what was taken is decided,
/// answered and told, and then connections close, so that everybody leaves its rooms while that can still be written. No chat
/// dialog gets a BYE.
/// </summary>
internal sealed class GracefulStop(
    SipEndpoint sip, Journal journal, ChatSessions sessions, RoomAnnouncers announcers, IOptions<ServerOptions> options) : IHostedLifecycleService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        sip.TakeNothingMore();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.DrainTimeout);
        try
        {
            await journal.FlushAsync().WaitAsync(limit.Token);
            while (sessions.HaveWork || announcers.HasWork)
            {
                await Task.Delay(Interval, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Long enough: what is not answered by now is not acknowledged.
        }

        await sip.CloseAllAsync("the server is stopping", cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
