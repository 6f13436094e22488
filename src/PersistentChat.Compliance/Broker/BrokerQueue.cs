using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Recording;

namespace PersistentChat.Compliance.Broker;

/// <summary>The server's end of the broker: what is sent is in a durable queue, confirmed, when the call returns.</summary>
internal sealed class BrokerQueue(IOptions<BrokerOptions> options, ILoggerFactory loggers)
    : IEventQueue, IRecordedWatermark, IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private IBusControl? _bus;

    public async Task SendAsync(OutboxBatch batch, CancellationToken cancellation)
    {
        if (batch.Fault() is { } fault)
        {
            throw new ArgumentException(fault, nameof(batch));
        }

        using var patience = Patience(cancellation);
        var bus = await BusAsync(patience.Token);
        await bus.Publish(
            EventBatch.Of(batch),
            context =>
            {
                // Confirmed means stored: a broker that knows no queue for it gives it back instead.
                context.GetPayload<RabbitMqSendContext>().Mandatory = true;
            },
            patience.Token);
    }

    public async Task<long> AskAsync(long epoch, CancellationToken cancellation)
    {
        using var patience = Patience(cancellation);
        var bus = await BusAsync(patience.Token);
        var client = bus.CreateRequestClient<WatermarkQuestion>(options.Value.Timeout);
        var answer = await client.GetResponse<WatermarkAnswer>(new WatermarkQuestion(epoch), patience.Token);
        return answer.Message.Number;
    }

    public async ValueTask DisposeAsync()
    {
        if (_bus is { } bus)
        {
            await bus.StopAsync(TimeSpan.FromSeconds(5));
        }

        _starting.Dispose();
    }

    // Started with the first call and not with the process: chat does not wait for a broker.
    private async Task<IBusControl> BusAsync(CancellationToken ct)
    {
        await _starting.WaitAsync(ct);
        try
        {
            if (_bus is null)
            {
                var bus = BrokerBus.Create(options.Value, loggers);
                try
                {
                    await bus.StartAsync(ct);
                }
                catch
                {
                    await bus.StopAsync(TimeSpan.FromSeconds(5));
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

    private CancellationTokenSource Patience(CancellationToken cancellation)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(options.Value.Timeout);
        return patience;
    }
}
