using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>A server that can be started again on its own data, with alice, bob and carol in it, and their endpoints.</summary>
internal abstract class PresenceWorld
{
    protected const string Alice = "sip:alice@example.com";
    protected const string Bob = "sip:bob@example.com";
    protected const string Carol = "sip:carol@example.com";

    private readonly List<Endpoint> _endpoints = [];
    private string _folder = "";
    private WebApplication _app = null!;

    /// <summary>Where it takes SIP.</summary>
    protected IPEndPoint Address { get; private set; } = null!;

    protected IServiceProvider Services => _app.Services;

    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    [SetUp]
    public async Task SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("pchat-").FullName;
        await StartAsync();
        foreach (var person in (string[])[Alice, Bob, Carol])
        {
            var name = char.ToUpperInvariant(person[4]) + person[5..person.IndexOf('@', StringComparison.Ordinal)];
            var made = await Services.GetRequiredService<Journal>()
                .SubmitAsync(new CreatePerson(new Person(Guid.NewGuid(), person, name, Mail: null, Enabled: true)));
            Assert.That(made.IsRefused, Is.False);
        }
    }

    [TearDown]
    public async Task TearDown()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    protected async Task<Endpoint> SignInAsync(string person, string epid)
    {
        var endpoint = new Endpoint(await SipClient.ConnectAsync(Address, Patience.Token), person, epid);
        _endpoints.Add(endpoint);
        await endpoint.SignInAsync();
        return endpoint;
    }

    private async Task StartAsync()
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Server:Sip"] = "127.0.0.1:0",
            ["Server:Web"] = "",
            ["Store:DataFolder"] = _folder,
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var (name, value) in Settings)
        {
            settings[name] = value;
        }

        _app = ServerProcess.Build(new CommandLine(Demo: false, Seed: null, settings));
        await _app.StartAsync(Patience.Token);
        Address = IPEndPoint.Parse(Services.GetRequiredService<Listeners>().ReadyLine().Split("sip=")[1].Split(' ')[0]);
    }

    private async Task StopAsync()
    {
        foreach (var endpoint in _endpoints)
        {
            await endpoint.DisposeAsync();
        }

        _endpoints.Clear();
        await _app.StopAsync(Patience.Token);
        await _app.DisposeAsync();
    }
}
