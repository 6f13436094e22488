using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Server.Hosting;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;

namespace PersistentChat.Server.Tests.Tls;

/// <summary>A certificate is renewed while the server runs.</summary>
internal sealed class RenewalTests
{
    [Test]
    public async Task The_next_connection_sees_the_new_certificate_and_the_old_connection_lives_on()
    {
        await using var world = await TlsWorld.StartAsync();
        var old = world.Thumbprint;
        var seen = "";
        await using var before = await world.ConnectAsync(world.Options(it => seen = it));
        Assert.That(seen, Is.EqualTo(old));

        world.Renew();
        var patience = Patience.Token;
        while (seen != world.Thumbprint)
        {
            patience.ThrowIfCancellationRequested();
            await using var after = await world.ConnectAsync(world.Options(it => seen = it));
            Assert.That(await StatusAsync(after), Is.EqualTo(200));
            Assert.That(seen, Is.AnyOf(old, world.Thumbprint));
        }

        Assert.That(await StatusAsync(before), Is.EqualTo(200));
    }

    [Test]
    public async Task What_cannot_be_used_changes_nothing_until_it_can()
    {
        await using var world = await TlsWorld.StartAsync(("Server:CertificateCheckInterval", "1.00:00:00"));
        var certificate = world.Server.Services.GetRequiredService<ServerCertificate>();
        var old = world.Thumbprint;

        world.Break();
        certificate.Check();
        var seen = "";
        await using var client = await world.ConnectAsync(world.Options(it => seen = it));
        Assert.That(seen, Is.EqualTo(old));

        world.Renew();
        certificate.Check();
        await using var next = await world.ConnectAsync(world.Options(it => seen = it));
        Assert.That(seen, Is.EqualTo(world.Thumbprint).And.Not.EqualTo(old));
        Assert.That(await StatusAsync(client), Is.EqualTo(200));
    }

    private static async Task<int> StatusAsync(SipClient client) =>
        (await client.RegisterAsync(TestServer.AddressOf("alice"), Patience.Token)).Status;
}
