using System.Net;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Hosting;

/// <summary>Whoever believes to talk with another server gets nothing from this one, whatever they ask for.</summary>
internal sealed class HostNameTests
{
    [TestCase("127.0.0.1", true)]
    [TestCase("localhost", true)]
    [TestCase("evil.example", false)]
    [TestCase("evil.example:80", false)]
    [TestCase("127.0.0.2", false)]
    public async Task A_server_without_configured_names_has_those_of_its_machine(string host, bool isServed) =>
        await AssertServedAsync("", host, isServed);

    [TestCase("chat.example.com", true)]
    [TestCase("CHAT.example.com:8443", true)]
    [TestCase("pchat.example.com", true)]
    [TestCase("localhost", false)]
    [TestCase("127.0.0.1", false)]
    public async Task Configured_names_are_all_the_names_there_are(string host, bool isServed) =>
        await AssertServedAsync("chat.example.com pchat.example.com", host, isServed);

    private static async Task AssertServedAsync(string names, string host, bool isServed)
    {
        await using var server = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["Server:Web"] = "127.0.0.1:0",
            ["Server:WebHosts"] = names,
        });
        var served = new Dictionary<string, HttpStatusCode>
        {
            ["healthz"] = HttpStatusCode.OK,
            ["readyz"] = HttpStatusCode.OK,
            ["sip"] = HttpStatusCode.UpgradeRequired,
            ["no/such/page"] = HttpStatusCode.NotFound,
        };
        using var http = new HttpClient { BaseAddress = new Uri(server.WhereIs("web")) };
        foreach (var (path, status) in served)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var answer = await http.SendAsync(request, Patience.Token);
            Assert.That(answer.StatusCode, Is.EqualTo(isServed ? status : HttpStatusCode.BadRequest), path);
        }
    }
}
