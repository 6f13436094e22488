namespace PersistentChat.Server.Tests.Api;

/// <summary>Tests of the REST interface: each has a server to itself.</summary>
/// <param name="settings">That are not as everywhere.</param>
internal abstract class ApiFixture(params (string Name, string Value)[] settings)
{
    private ApiWorld? _world;

    protected ApiWorld World => _world ?? throw new InvalidOperationException("There is no server.");

    protected ApiClient Operator => World.Operator;

    [SetUp]
    public async Task StartServerAsync() => _world = await ApiWorld.StartAsync(settings);

    [TearDown]
    public async Task StopServerAsync()
    {
        // Null: it could not be started, which is what the test fails for.
        if (Interlocked.Exchange(ref _world, null) is { } world)
        {
            await world.DisposeAsync();
        }
    }
}
