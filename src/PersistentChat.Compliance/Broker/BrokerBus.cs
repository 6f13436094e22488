using System.Net.Security;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace PersistentChat.Compliance.Broker;

/// <summary>Connections to the broker. What both sides must say alike about the queue is here.</summary>
internal static class BrokerBus
{
    /// <summary>
    /// Makes the queue if it is not there yet, with what leads to it, and takes nothing out of it. Who sends does this before,
    /// so that events wait in the queue even if no worker has ever been there.
    /// </summary>
    public static async Task DeclareAsync(BrokerOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        var bus = Create(options, loggers, bus =>
        {
            // Without this the bus would consume, and what nobody handles is thrown away.
            bus.DeployTopologyOnly = true;
            bus.ReceiveEndpoint(options.Queue, Declare);
        });
        await bus.DeployAsync(ct);
    }

    /// <summary>A bus that sends; not started yet.</summary>
    public static IBusControl Create(BrokerOptions options, ILoggerFactory loggers) => Create(options, loggers, _ => { });

    /// <summary>A bus that consumes the queue once it is started, over connections made of <paramref name="sockets"/>.</summary>
    public static IBusControl Create(
        BrokerOptions options, ILoggerFactory loggers, BrokerSockets sockets, Action<IRabbitMqReceiveEndpointConfigurator> receive) =>
        Create(
            options,
            loggers,
            bus => bus.ReceiveEndpoint(options.Queue, endpoint =>
            {
                Declare(endpoint);

                // What fails goes back to where it was, never to an error queue. That keeps the order only while a
                // single message is out: of several that are given back one by one, a quorum queue makes another order.
                // A message is up to 500 events in one transaction, so the broker's round trip is not what takes time.
                endpoint.PrefetchCount = 1;
                endpoint.ConcurrentMessageLimit = 1;
                endpoint.PublishFaults = false;
                receive(endpoint);

                // Last, since nothing behind it is asked any more.
                endpoint.RethrowFaultedMessages();
            }),
            sockets);

    private static IBusControl Create(
        BrokerOptions options,
        ILoggerFactory loggers,
        Action<IRabbitMqBusFactoryConfigurator> configure,
        BrokerSockets? sockets = null)
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
            configure(bus);
        });
    }

    private static void Declare(IRabbitMqReceiveEndpointConfigurator queue)
    {
        queue.ConfigureConsumeTopology = false;
        queue.Bind<EventBatch>();
        queue.Durable = true;
        queue.AutoDelete = false;
        queue.SetQueueArgument("x-queue-type", "quorum");
        queue.SetQueueArgument("x-single-active-consumer", true);

        // RabbitMQ 4 throws a message away when it came back 20 times. An event comes back as often as it must.
        queue.SetQueueArgument("x-delivery-limit", int.MaxValue);
    }
}
