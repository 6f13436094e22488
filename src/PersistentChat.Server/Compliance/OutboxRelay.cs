using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Recording;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Server.Compliance;

/// <summary>
/// Sends what is in the outbox to the recorder: in order, each batch until it is acknowledged, never past one. Who dies in
/// between leaves it to the next start to send again; the recorder recognises what it has. What an event says is not looked
/// at, so none can stop those behind it here.
/// </summary>
internal sealed class OutboxRelay(
    Outbox outbox, IEventQueue queue, IOptions<RelayOptions> options, TimeProvider clock, ILogger<OutboxRelay> logger)
    : BackgroundService
{
    private EventPosition _sent;
    private volatile string? _trouble;

    /// <summary>Why the last try failed; null: it did not.</summary>
    public string? Trouble => _trouble;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                if (!await SendNextAsync(stoppingToken))
                {
                    await outbox.WaitAsync(stoppingToken);
                }
                else if (outbox.Waiting < options.Value.BatchEvents)
                {
                    await Task.Delay(options.Value.GatherTime, clock, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not sent waits for the next start.
        }
    }

    /// <returns>False: there is nothing to send.</returns>
    private async Task<bool> SendNextAsync(CancellationToken stopping)
    {
        var events = await UntilDoneAsync(
            ct => outbox.ReadAsync(_sent, options.Value.BatchEvents, options.Value.BatchBytes, ct), stopping);
        if (events.Count is 0)
        {
            return false;
        }

        using var course = ComplianceSetup.Source.StartActivity("outbox batch");
        course?.SetTag("pchat.first", events[0].Position).SetTag("pchat.events", events.Count);
        var batch = new OutboxBatch([.. events.Select(happened => new RawEvent(happened.Position, happened.Json))]);
        await UntilDoneAsync(
            async ct =>
            {
                await queue.SendAsync(batch, ct);
                return true;
            },
            stopping);
        _sent = events[^1].Position;
        outbox.Relayed(_sent, events.Count);
        return true;
    }

    private async Task<T> UntilDoneAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken stopping)
    {
        for (var delay = options.Value.RetryDelay; ; delay = Longer(delay))
        {
            using var timeout = new CancellationTokenSource(options.Value.SendTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
            try
            {
                var result = await act(either.Token);
                if (_trouble is not null)
                {
                    logger.RelayRecovered(_sent);
                    _trouble = null;
                }

                return result;
            }
            catch (Exception failure) when (!stopping.IsCancellationRequested)
            {
                _trouble = timeout.IsCancellationRequested
                    ? $"No answer within {options.Value.SendTimeout} (Compliance:Relay:SendTimeout)"
                    : failure.Message;
                logger.RelayFailed(failure, _sent, delay);
                await Task.Delay(delay, clock, stopping);
            }
        }
    }

    private TimeSpan Longer(TimeSpan delay) =>
        delay * 2 < options.Value.LongestRetryDelay ? delay * 2 : options.Value.LongestRetryDelay;
}
