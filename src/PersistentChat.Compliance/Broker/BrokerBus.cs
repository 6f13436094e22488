using System.Net.Security;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace PersistentChat.Compliance.Broker;

/// <summary>Connections to the broker. What both sides must say alike about the queue is here.</summary>
internal static class BrokerBus
{
    /// <summary>
    /// Makes the queue if it is not there yet, with what leads to it. Who sends does this before, so that events wait in
    /// the queue even if no worker has ever been there.
    /// </summary>
    public static async Task DeclareAsync(BrokerOptions options, ILoggerFactory loggers, CancellationToken ct) =>
        await Create(options, loggers, receive: _ => { }).DeployAsync(ct);

    /// <summary>A bus that is not started yet.</summary>
    /// <param name="sockets">Given: what its connections are made of.</param>
    /// <param name="receive">Given: it consumes the queue once it is started.</param>
    public static IBusControl Create(
        BrokerOptions options,
        ILoggerFactory loggers,
        BrokerSockets? sockets = null,
        Action<IRabbitMqReceiveEndpointConfigurator>? receive = null)
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        return Bus.Factory.CreateUsingRabbitMq(bus =>
        {
            bus.Host(options.Host, (ushort)options.Port, options.VirtualHost, host =>
            {
                host.Username(options.UserName);
                host.Password(options.Password);
                host.Heartbeat(TimeSpan.FromSeconds(10));
                host.PublisherConfirmation = true;
                if (sockets is not null)
                {
                    host.OnRefreshConnectionFactory = connections =>
                    {
                        connections.SocketFactory = sockets.Create;
                        return Task.CompletedTask;
                    };
                }

                if (options.Tls)
                {
                    host.UseSsl(ssl =>
                    {
                        ssl.ServerName = options.Host;
                        ssl.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNameMismatch
                            | SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNotAvailable);
                    });
                }
            });
            if (receive is null)
            {
                return;
            }

            bus.ReceiveEndpoint(options.Queue, endpoint =>
            {
                Declare(endpoint);
                endpoint.ConfigureConsumeTopology = false;
                endpoint.Bind<EventBatch>();
                endpoint.Bind<WatermarkQuestion>();

                // What fails goes back to where it was, never to an error queue. That keeps the order only while a
                // single message is out: of several that are given back one by one, a quorum queue makes another order.
                // A message is up to 500 events in one transaction, so the broker's round trip is not what takes time.
                endpoint.PrefetchCount = 1;
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.PublishFaults = false;
                endpoint.RethrowFaultedMessages();
                receive(endpoint);
            });
        });
    }

    private static void Declare(IRabbitMqQueueConfigurator queue)
    {
        queue.Durable = true;
        queue.AutoDelete = false;
        queue.SetQueueArgument("x-queue-type", "quorum");
        queue.SetQueueArgument("x-single-active-consumer", true);

        // RabbitMQ 4 throws a message away when it came back 20 times. An event comes back as often as it must.
        queue.SetQueueArgument("x-delivery-limit", int.MaxValue);
    }
}
