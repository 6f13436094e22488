using PersistentChat.Load;
using PersistentChat.Load.Measuring;

namespace PersistentChat.Server.Tests.Load;

/// <summary>
/// Many people with a connection each: all sign in, join a room, hear what is said there, and stay. <c>tests/bench.sh
/// connections</c> does the same with 15,000.
/// </summary>
internal sealed class ConnectionsTests
{
    private const int People = 300;

    [Test]
    public async Task Everybody_signs_in_joins_hears_and_stays()
    {
        var profile = Profile.All.Single(each => each.Name == "connections");
        await using var server = await OwnServer.StartAsync(AppContext.BaseDirectory, data: null, [], Somewhere.Target, profile.Needs(People));
        var run = new LoadRun(server.Target, new ProcessTree([server.Id]), People, TimeSpan.Zero);

        var report = await run.MeasureAsync(profile, "");

        Assert.That(report.Failures, Is.Empty, server.Said);
        Assert.That(run.Ledger.Deliveries, Is.EqualTo(2 * People));
        Assert.That(run.Ledger.Outstanding, Is.Zero);
        await server.StopAsync();
    }
}
