using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Operation;

/// <summary>A collector is sent the metrics and the course of requests.</summary>
internal sealed class OtlpTests
{
    [Test]
    public async Task Metrics_and_traces_arrive_at_the_collector()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Telemetry:OtlpEndpoint"] = collector.Url,
            ["Telemetry:OtlpHeaders"] = "x-key=secret",
            ["Telemetry:OtlpInterval"] = "00:00:01",
            ["Telemetry:TraceRatio"] = "1",
        });
        await server.MakePersonAsync("alice");
        await using var alice = await server.ConnectAsync();
        Assert.That((await alice.RegisterAsync("sip:alice@example.com", Patience.Token)).Status, Is.EqualTo(200));
        await collector.GotAsync("/v1/metrics", "secret", "pchat-server", "pchat.sip.responses", "pchat.journal.batch.size", "dotnet.gc.collections");
        await collector.GotAsync("/v1/traces", "secret", "pchat-server", $"SIP {SipMethod.Register}", "sip.status");
        await collector.GotAsync("/v1/traces", "secret", "journal batch");
    }

    [Test]
    public async Task A_collector_that_is_not_there_is_nobodys_trouble()
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Telemetry:OtlpEndpoint"] = "http://127.0.0.1:9",
            ["Telemetry:OtlpInterval"] = "00:00:01",
            ["Telemetry:TraceRatio"] = "1",
        });
        await server.MakePersonAsync("alice");
        await using var alice = await server.ConnectAsync();
        Assert.That((await alice.RegisterAsync("sip:alice@example.com", Patience.Token)).Status, Is.EqualTo(200));
    }
}
