using System.Text;
using System.Xml.Linq;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>A server with alice, bob and the disabled dave, and clients of it.</summary>
internal abstract class SipWorld
{
    protected const string Alice = "sip:alice@example.com";
    protected const string Bob = "sip:bob@example.com";
    protected const string Dave = "sip:dave@example.com";

    private readonly List<IAsyncDisposable> _clients = [];

    protected TestServer Server { get; private set; } = null!;

    protected virtual IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>();

    [SetUp]
    public async Task Start()
    {
        Server = await TestServer.StartAsync(Settings);
        await Server.MakePersonAsync("alice");
        await Server.MakePersonAsync("bob");
        await Server.MakePersonAsync("dave", enabled: false);
    }

    [TearDown]
    public async Task Stop()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        _clients.Clear();
        await Server.DisposeAsync();
    }

    protected static string TextOf(SipMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    protected static XElement XmlOf(SipMessage message) => XElement.Parse(TextOf(message));

    protected async Task<SipClient> ConnectAsync()
    {
        var client = await Server.ConnectAsync();
        _clients.Add(client);
        return client;
    }

    protected async Task<SipClient> SignInAsync(string person)
    {
        var client = await ConnectAsync();
        var answer = await client.RegisterAsync(person, Patience.Token);
        Assert.That(answer.Status, Is.EqualTo(200));
        return client;
    }

    protected static Task<SipResponse> SubscribeAsync(
        SipClient client, string person, string package, string? body = null, string? expires = null)
    {
        var request = client.CreateRequest(SipMethod.Subscribe, person, person, person);
        request.Headers.Add("Event", package);
        if (expires is not null)
        {
            request.Headers.Add("Expires", expires);
        }

        if (body is not null)
        {
            request.Headers.Add("Content-Type", "application/whatever+xml");
            request.Body = Encoding.UTF8.GetBytes(body);
        }

        return client.SendAsync(request, Patience.Token);
    }

    protected static Task<SipResponse> ServiceAsync(SipClient client, string person, string type, string body)
    {
        var request = client.CreateRequest(SipMethod.Service, person, person, person);
        request.Headers.Add("Content-Type", type);
        request.Body = Encoding.UTF8.GetBytes(body);
        return client.SendAsync(request, Patience.Token);
    }

    /// <summary>The refusal of an INVITE that must be refused.</summary>
    protected static async Task<SipResponse> RefusedInviteAsync(SipClient client, string person, string callee)
    {
        try
        {
            await client.InviteAsync(person, callee, Patience.Token);
        }
        catch (SipRefusedException refused)
        {
            return refused.Response;
        }

        throw new AssertionException($"{person} may invite {callee}.");
    }
}
