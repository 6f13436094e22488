using Microsoft.Extensions.Logging.Abstractions;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Tests.World;
using RabbitMQ.Client;

namespace PersistentChat.Compliance.Tests.Broker;

/// <summary>What is in the queue and is no batch of events: nothing is thrown away for it, and nothing overtakes it.</summary>
public sealed class StrayMessageTests
{
    [Test]
    public async Task A_message_that_is_not_understood_stays_in_the_queue_and_stops_what_is_behind_it()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        var newer = BrokerBus.Create(world.Options, NullLoggerFactory.Instance);
        await newer.StartAsync();
        var endpoint = await newer.GetSendEndpoint(new Uri($"exchange:{world.Options.Queue}"));
        await endpoint.Send(new Unheard("of"));
        await newer.StopAsync();
        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.ThrowsAsync<InvalidDataException>(() =>
                world.Intake().RunAsync(world.Record.Lease, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5)));
        }

        Assert.That(await world.Record.WatermarkAsync(1), Is.EqualTo(10));
    }

    [Test]
    public async Task What_is_no_message_at_all_stays_in_the_queue_as_well_and_is_said()
    {
        using var world = await BrokerWorld.CreateAsync();
        await using var queue = world.Queue();
        await queue.SendAsync(Events.Batch(1, 1, 10), CancellationToken.None);
        var broker = new ConnectionFactory
        {
            HostName = world.Options.Host,
            Port = world.Options.Port,
            UserName = world.Options.UserName,
            Password = world.Options.Password,
        };
        await using (var connection = await broker.CreateConnectionAsync())
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
            await channel.BasicPublishAsync("", world.Options.Queue, mandatory: true, "no message"u8.ToArray());
        }

        await queue.SendAsync(Events.Batch(1, 11, 20), CancellationToken.None);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var failure = Assert.CatchAsync(() =>
                world.Intake().RunAsync(world.Record.Lease, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5)));
            Assert.That(failure, Is.Not.InstanceOf<TimeoutException>());
        }

        Assert.That(await world.Record.WatermarkAsync(1), Is.EqualTo(10));
    }

    /// <summary>What a newer server might send one day.</summary>
    public sealed record Unheard(string Of);
}
