using PersistentChat.Sip.Registration;
using PersistentChat.Sip.Tests.Fakes;

namespace PersistentChat.Sip.Tests.Registration;

public class RegistrarTests
{
    private const string Epid = "opaque=user:epid:IoWHt_7XM1yzDSZfZhiueA;gruu";

    [Test]
    public async Task The_answer_gives_the_real_client_its_gruu()
    {
        await using var server = CreateServer();
        var answer = await server.Connect().AskAsync(Wire.Register());

        Assert.That(answer.Headers["Expires"], Is.EqualTo("7200"));
        Assert.That(answer.Headers["Contact"], Is.EqualTo(
            "<sip:127.0.0.1:35626;transport=tcp;ms-opaque=d3470f2e1d>;expires=7200"
            + ";+sip.instance=\"<urn:uuid:b7878522-d7fe-5c33-b30d-265f6618ae78>\""
            + $";gruu=\"sip:alice@example.com;{Epid}\""));
    }

    [Test]
    public async Task An_instance_and_an_epid_of_any_characters_are_said_as_they_came()
    {
        const string Odd = "a\\\u0001\\\"b";
        await using var server = CreateServer();
        var peer = server.Connect();
        var register = Wire.Register(instance: Odd).Replace("epid=cf0b98dadeb9", $"epid=\"{Odd}\"", StringComparison.Ordinal);

        Assert.That((await peer.AskAsync(register)).Headers["Contact"], Does.Contain($";+sip.instance=\"<urn:uuid:{Odd}>\";"));
        Assert.That((await server.Connect().AskAsync(Wire.Register())).Status, Is.EqualTo(200));

        server.Registrar.Remove(Wire.Alice, RegistrationEnd.Unregistered, "maintenance");
        Assert.That((await peer.ReceiveRequestAsync()).Headers["To"], Does.EndWith($";epid=\"{Odd}\""));
    }

    [Test]
    public async Task A_second_client_with_the_same_instance_adds_a_binding()
    {
        await using var server = CreateServer();
        var first = server.Connect();
        await first.AskAsync(Wire.Register());
        var answer = await server.Connect().AskAsync(Wire.Register());

        Assert.That(server.Registrar.Of(Wire.Alice), Has.Count.EqualTo(2));
        Assert.That(answer.Headers.All("Contact").Count(), Is.EqualTo(2));

        await first.DisconnectAsync();
        Assert.That(server.Registrar.Of(Wire.Alice), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Registering_again_on_the_same_connection_renews()
    {
        await using var server = CreateServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Register());
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        await peer.AskAsync(Wire.Register(2, extra: "Expires: 600\r\n"));

        var binding = server.Registrar.Of(Wire.Alice).Single();
        Assert.That(binding.ExpiresAt, Is.EqualTo(server.Clock.GetUtcNow() + TimeSpan.FromSeconds(600)));
        Assert.That(binding.Epid, Is.EqualTo("cf0b98dadeb9"));
        Assert.That(binding.Instance, Is.EqualTo("urn:uuid:b7878522-d7fe-5c33-b30d-265f6618ae78"));
    }

    [Test]
    public async Task Expires_0_unregisters_only_this_connection()
    {
        await using var server = CreateServer();
        var first = server.Connect();
        await first.AskAsync(Wire.Register());
        await server.Connect().AskAsync(Wire.Register());

        var answer = await first.AskAsync(Wire.Register(2, extra: "Expires: 0\r\n"));

        Assert.That((answer.Status, answer.Headers["Expires"]), Is.EqualTo((200, "0")));
        Assert.That(server.Registrar.Of(Wire.Alice).Single().Connection.Id, Is.EqualTo("c2"));
    }

    [Test]
    public async Task Contact_star_unregisters_the_person()
    {
        await using var server = CreateServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Register());
        await server.Connect().AskAsync(Wire.Register());

        var answer = await peer.AskAsync(Wire.Plain("REGISTER", 2, extra: "Contact: *\r\nExpires: 0\r\n"));

        Assert.That(answer.Status, Is.EqualTo(200));
        Assert.That(server.Registrar.Of(Wire.Alice), Is.Empty);
    }

    [Test]
    public async Task A_binding_expires()
    {
        await using var server = CreateServer();
        await server.Connect().AskAsync(Wire.Register(extra: "Expires: 120\r\n"));

        server.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.That(server.Registrar.Of(Wire.Alice), Has.Count.EqualTo(1));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(server.Registrar.Of(Wire.Alice), Is.Empty);
    }

    [TestCase("1", "60")]
    [TestCase("999999999", "28800")]
    [TestCase("soon", "7200")]
    public async Task An_interval_out_of_range_is_corrected_and_never_refused(string asked, string given)
    {
        await using var server = CreateServer();
        var answer = await server.Connect().AskAsync(Wire.Register(extra: $"Expires: {asked}\r\n"));

        Assert.That((answer.Status, answer.Headers["Expires"]), Is.EqualTo((200, given)));
    }

    [TestCase("Contact: *\r\n")]
    [TestCase("Contact: <tel:1>\r\n")]
    [TestCase("Contact: <sip:a@b>\r\nContact: <sip:c@d>\r\n")]
    public async Task A_bad_register_is_refused_in_a_way_the_real_client_understands(string contact)
    {
        await using var server = CreateServer();

        Assert.That((await server.Connect().AskAsync(Wire.Plain("REGISTER", extra: contact))).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Nobody_registers_for_somebody_else()
    {
        await using var server = CreateServer();
        var request = Wire.Register().Replace("To: <sip:alice@", "To: <sip:bob@", StringComparison.Ordinal);

        Assert.That((await server.Connect().AskAsync(request)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task A_register_without_contact_only_asks()
    {
        await using var server = CreateServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Register());
        var answer = await peer.AskAsync(Wire.Plain("REGISTER", 2));

        Assert.That(answer.Headers["Contact"], Does.Contain(Epid));
        Assert.That(server.Registrar.Of(Wire.Alice), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Too_many_endpoints_of_one_person_are_refused()
    {
        await using var server = CreateServer();
        var peer = server.Connect();
        for (var i = 1; i <= 64; i++)
        {
            await peer.AskAsync(Wire.Register(i, instance: Guid.NewGuid().ToString()));
        }

        Assert.That((await peer.AskAsync(Wire.Register(65, instance: Guid.NewGuid().ToString()))).Status, Is.EqualTo(503));
        Assert.That((await peer.AskAsync(Wire.Register(66, instance: Guid.NewGuid().ToString(), extra: "Expires: 0\r\n"))).Status, Is.EqualTo(200));
    }

    private static TestServer CreateServer()
    {
        var server = new TestServer();
        server.Application.Handler = transaction =>
        {
            var result = server.Registrar.Register(transaction);
            transaction.Respond(result.Status, result.Reason, [.. result.Headers]);
        };
        return server;
    }
}
