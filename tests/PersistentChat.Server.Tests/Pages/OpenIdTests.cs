using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PersistentChat.Server.Tests.Api;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Pages;

/// <summary>Signing in at an identity provider, which is played on this machine.</summary>
internal sealed class OpenIdTests
{
    private FakeProvider _provider = null!;
    private ApiWorld _world = null!;

    private int Sessions => _world.Server.Journal.Committed.Sessions.Count;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _provider = await FakeProvider.StartAsync();
        _world = await StartAsync("preferred_username");
        var ada = await _world.Server.MakePersonAsync("ada");
        await _world.Server.MakePersonAsync("dave", enabled: false);
        (await _world.Operator.PutAsync($"api/people/{ada.Id}/role", new { role = "auditor" })).Expect(200);
    }

    [SetUp]
    public async Task BeginAnewAsync()
    {
        (_provider.Change, _provider.AnotherKey) = (_ => { }, null);
        var ada = _world.Server.Journal.Committed.Person("sip:ada@example.com")!;
        (await _world.Operator.DeleteAsync($"api/people/{ada.Id}/sessions")).Expect(204);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _world.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task Whom_the_provider_knows_is_signed_in_as_the_person_that_it_means()
    {
        var client = _world.Client(null);
        Assert.That((bool)(await client.GetAsync("api/session/external/offer")).Expect(200).Json!["offered"]!, Is.True);
        (await client.GetAsync("api/session/external")).Expect(200);
        var me = (await client.GetAsync("api/me")).Expect(200).Json!;
        Assert.That(((string?)me["person"], (string?)me["role"]), Is.EqualTo(("sip:ada@example.com", "Auditor")));
        (await client.DeleteAsync("api/session")).Expect(403, "forged");
        Assert.That(Sessions, Is.EqualTo(1));
    }

    [TestCase("unknown")]
    [TestCase("another domain")]
    [TestCase("unnamed")]
    [TestCase("disabled")]
    [TestCase("another server")]
    [TestCase("another sign-in")]
    [TestCase("another issuer")]
    [TestCase("expired")]
    [TestCase("another key")]
    public async Task Who_is_not_meant_or_not_proved_is_not_signed_in(string why)
    {
        using var anotherKey = RSA.Create(2048);
        _provider.AnotherKey = why is "another key" ? anotherKey : null;
        _provider.Change = claims => _ = why switch
        {
            "unknown" => claims["preferred_username"] = "eve@example.com",
            "another domain" => claims["preferred_username"] = "ada@evil.example",
            "disabled" => claims["preferred_username"] = "dave@example.com",
            "unnamed" => claims["preferred_username"] = null,
            "another server" => claims["aud"] = "somebody-else",
            "another sign-in" => claims["nonce"] = "of-another",
            "another issuer" => claims["iss"] = "https://evil.example",
            "expired" => claims["exp"] = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds(),
            _ => (JsonNode?)null,
        };

        var client = _world.Client(null);
        (await client.GetAsync("api/session/external")).Expect(200);
        (await client.GetAsync("api/me")).Expect(401);
        Assert.That(Sessions, Is.Zero);
    }

    [Test]
    public async Task A_mail_address_counts_when_the_provider_has_verified_it()
    {
        await using var world = await StartAsync("email");
        await world.Server.MakePersonAsync("ada");
        foreach (var isVerified in new bool?[] { null, false, true })
        {
            _provider.Change = claims =>
            {
                claims["email"] = "ada@example.com";
                if (isVerified is not null) { claims["email_verified"] = isVerified; }
            };
            var client = world.Client(null);
            (await client.GetAsync("api/session/external")).Expect(200);
            (await client.GetAsync("api/me")).Expect(isVerified is true ? 200 : 401);
        }
    }

    [Test]
    public async Task What_came_back_for_one_browser_is_of_no_use_in_another()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri(_world.Server.WhereIs("web")) };
        using var toProvider = await browser.GetAsync("api/session/external", Patience.Token);
        using var fromProvider = await browser.GetAsync(toProvider.Headers.Location, Patience.Token);
        Assert.That(fromProvider.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));

        var victim = _world.Client(null);
        await victim.GetAsync(fromProvider.Headers.Location!.PathAndQuery.TrimStart('/'));
        Assert.That(Sessions, Is.Zero, "nobody is signed in with what somebody else sent");
        (await victim.GetAsync("sign-in/external?code=a&state=b")).Expect(200);
        (await victim.GetAsync("sign-in/external")).Expect(200);
        Assert.That(Sessions, Is.Zero);

        foreach (var time in new[] { "first", "second" })
        {
            using var back = await browser.GetAsync(fromProvider.Headers.Location, Patience.Token);
            Assert.That(back.Headers.Location?.ToString(), Is.EqualTo("/api/sign-in?from=external"), time);
            Assert.That(Sessions, Is.EqualTo(1), time);
        }
    }

    [Test]
    public async Task A_provider_that_is_another_than_it_should_be_or_away_signs_nobody_in()
    {
        await using var provider = await FakeProvider.StartAsync();
        await using var world = await StartAsync("preferred_username", provider);
        await world.Server.MakePersonAsync("ada");
        provider.Issuer = "https://evil.example";
        var client = world.Client(null);
        (await client.GetAsync("api/session/external")).Expect(200);
        await provider.StopAsync();
        (await client.GetAsync("api/session/external")).Expect(200);
        (await client.GetAsync("api/me")).Expect(401);
        Assert.That(world.Server.Journal.Committed.Sessions, Is.Empty);
    }

    private Task<ApiWorld> StartAsync(string claim, FakeProvider? provider = null) => ApiWorld.StartAsync(
        ("OpenId:Authority", (provider ?? _provider).Address), ("OpenId:ClientId", FakeProvider.ClientId),
        ("OpenId:ClientSecret", FakeProvider.ClientSecret), ("OpenId:PersonClaim", claim));
}
