using System.Net.Security;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace PersistentChat.Compliance.Broker;

/// <summary>Connections to the broker. What both sides must say alike about the queue is here.</summary>
internal static class BrokerBus
{
    /// <summary>
    /// A bus that is not started yet. Whoever publishes on it declares the queue first, so that nothing is confirmed and
    /// thrown away because no worker has been there before.
    /// </summary>
    public static IBusControl Create(
        BrokerOptions options, ILoggerFactory loggers, Action<IRabbitMqReceiveEndpointConfigurator>? receive = null)
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
            bus.Publish<EventBatch>(message => message.BindQueue(options.Queue, options.Queue, Declare));
            bus.Publish<WatermarkQuestion>(message => message.BindQueue(options.Queue, options.Queue, Declare));
            if (receive is null)
            {
                return;
            }

            bus.ReceiveEndpoint(options.Queue, endpoint =>
            {
                Declare(endpoint);
                endpoint.PrefetchCount = options.Prefetch;

                // One after the other, in order; and what fails goes back to where it was, never to an error queue.
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
