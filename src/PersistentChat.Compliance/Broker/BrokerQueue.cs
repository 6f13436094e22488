using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Broker;

/// <summary>The server's end of the broker: what is sent is in a durable queue, confirmed, when the call returns.</summary>
internal sealed class BrokerQueue(IOptions<BrokerOptions> options, ILoggerFactory loggers)
    : IEventQueue, IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _starting = new(1);
    private IBusControl? _bus;
    private int _isDisposed;

    public string? Trouble =>
        Volatile.Read(ref _bus)?.CheckHealth() is { Status: not BusHealthStatus.Healthy } health ? $"The broker cannot be reached: {health.Description}" : null;

    public async Task SendAsync(OutboxBatch batch, CancellationToken cancellation)
    {
        if (batch.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(batch));
        }

        using var patience = Patience(cancellation);
        var bus = await BusAsync(patience.Token);
        try
        {
            await bus.Publish(EventBatch.Of(batch), OrReturn, patience.Token);
        }
        catch (MessageReturnedException)
        {
            // The queue is gone (another broker, or an emptied one): the next call makes it again.
            await StopAsync(cancellation);
            throw;
        }
    }

    // May be called again, as for anything that is disposed.
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) is not 0)
        {
            return;
        }

        await StopAsync(CancellationToken.None);
        _starting.Dispose();
    }

    // Confirmed means stored: a broker that knows no queue for a message gives it back instead of throwing it away.
    private static void OrReturn(PublishContext<EventBatch> context) =>
        context.GetPayload<RabbitMqSendContext>().Mandatory = true;

    // Started with the first call and not with the process: chat does not wait for a broker.
    private async Task<IBusControl> BusAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            if (_bus is null)
            {
                await BrokerBus.DeclareAsync(options.Value, loggers, ct);
                var bus = BrokerBus.Create(options.Value, loggers);
                try
                {
                    await bus.StartAsync(ct);
                }
                catch
                {
                    await bus.StopAsync(StopPatience);
                    throw;
                }

                _bus = bus;
            }

            return _bus;
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task StopAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            if (_bus is { } bus)
            {
                _bus = null;
                await bus.StopAsync(StopPatience);
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private CancellationTokenSource Patience(CancellationToken cancellation)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Value.Timeout);
        return patience;
    }
}
