using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>Several endpoints of a person, and how an administrator signs all of them out.</summary>
internal sealed class RegistrationTests : PresenceWorld
{
    [TestCase(RegistrationEnd.Unregistered, "deregistered;event=unregistered")]
    [TestCase(RegistrationEnd.Rejected, "deregistered;event=rejected")]
    public async Task Who_is_removed_by_an_administrator_is_told_on_every_endpoint(RegistrationEnd end, string body)
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        var bob = await SignInAsync(Bob, "cccc00000003");
        await desk.StateAsync("machineState", 3500, 0, "endpoint");
        await bob.SubscribeAsync(
            "presence", $"<batchSub xmlns=\"http://schemas.microsoft.com/2006/01/sip/batch-subscribe\"><action><adhocList><resource uri=\"{Alice}\"/></adhocList></action></batchSub>");
        var registrar = Services.GetRequiredService<Registrar>();
        Assert.That(registrar.Of(Alice).Select(it => it.Epid), Is.EquivalentTo(new[] { "aaaa00000001", "bbbb00000002" }));
        Assert.That(registrar.Of(Alice).Select(it => it.Gruu).Distinct().Count(), Is.EqualTo(2));

        var alice = Services.GetRequiredService<Journal>().Committed.Person(Alice)!;
        var removed = Services.GetRequiredService<AdministrativeRemoval>().SignOut(alice, end, "By \"order\"\r\nof the house");

        Assert.That(removed, Is.EqualTo(2));
        Assert.That(registrar.Of(Alice), Is.Empty);
        foreach (var (endpoint, epid) in new[] { (desk, "aaaa00000001"), (phone, "bbbb00000002") })
        {
            var told = await endpoint.ToldAsync();
            Assert.That(told.Headers["Event"], Is.EqualTo("registration-notify"));
            Assert.That(told.Headers["subscription-state"], Is.EqualTo("terminated;expires=0"));
            Assert.That(told.Headers["Content-Type"], Is.EqualTo("text/registration-event"));
            Assert.That(told.Headers["ms-diagnostics-public"], Is.EqualTo("4141;reason=\"By orderof the house\""));
            Assert.That(told.To.Epid, Is.EqualTo(epid));
            Assert.That(Encoding.UTF8.GetString(told.Body.Span), Is.EqualTo(body));
        }

        // Those who watched see it at once, before the clients hang up; nobody else was told to sign off.
        var seen = await bob.ToldAsync();
        Assert.That(seen.Headers["Event"], Is.EqualTo("presence"));
        Assert.That(Categories.Aggregate(Endpoint.XmlOf(seen)), Is.EqualTo("18500"));
        Assert.That(registrar.Of(Bob), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Signing_out_by_oneself_is_not_told_to_anybody()
    {
        var desk = await SignInAsync(Alice, "aaaa00000001");
        var phone = await SignInAsync(Alice, "bbbb00000002");
        await desk.SignInAsync(expires: 0);
        Assert.That(Services.GetRequiredService<Registrar>().Of(Alice).Single().Epid, Is.EqualTo("bbbb00000002"));
        await desk.SubscribeAsync(Endpoint.Self);
        await desk.NothingMoreIsToldAsync(phone);
    }
}
