namespace PersistentChat.Server.Tests.Api;

/// <summary>Tests of the REST interface: each has a server to itself.</summary>
/// <param name="settings">That are not as everywhere.</param>
internal abstract class ApiFixture(params (string Name, string Value)[] settings)
{
    protected ApiWorld World { get; private set; } = null!;

    protected ApiClient Operator => World.Operator;

    [SetUp]
    public async Task StartServerAsync() => World = await ApiWorld.StartAsync(settings);

    [TearDown]
    public Task StopServerAsync() => World.DisposeAsync().AsTask();
}
