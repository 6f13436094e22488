using PersistentChat.Cli.Tests.World;

namespace PersistentChat.Cli.Tests;

/// <summary>One server for all tests here: each makes what it needs under names of its own.</summary>
[SetUpFixture]
internal sealed class SharedServer
{
    private static Server? _server;

    public static Server Server => _server ?? throw new InvalidOperationException("It was not started.");

    [OneTimeSetUp]
    public async Task Start()
    {
        // Nothing that whoever runs the tests has kept.
        Environment.SetEnvironmentVariable("PCHAT_PROFILES", Path.Combine(Path.GetTempPath(), $"none-{Guid.NewGuid():N}", "profiles.json"));
        _server = await Server.StartAsync("Digest");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
