using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Tests.Tls;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.FrontEnds;

/// <summary>A simulated front end on one connection with mutual TLS, and whoever only pretends to be one.</summary>
internal sealed class TrustedFrontEndTests
{
    private const string Alice = "sip:alice@example.com";
    private const string Bob = "sip:bob@example.com";

    [Test]
    public async Task A_hundred_people_chat_over_one_connection()
    {
        const int People = 100;
        await using var world = await FrontEndWorld.StartAsync(settings: ("Server:Registrar", "false"));
        await using var client = await world.ConnectAsync();
        var dialogs = new List<ClientDialog>();
        for (var i = 0; i < People; i++)
        {
            var person = (await world.Server.MakePersonAsync($"p{i}")).Uri;
            var dialog = await client.InviteAsync(person, world.Server.Pool.PoolUri, Patience.Token);
            dialogs.Add(dialog);
            Assert.That((await SendAsync(dialog, world.Join())).Status, Is.EqualTo(200));
            await UntilAsync(dialog, "rpl:join");
        }

        Assert.That(world.Server.Journal.Committed.Room(world.Lobby.Id)!.PersonCount, Is.EqualTo(People));
        foreach (var i in new[] { 0, 42, 99 })
        {
            var answer = await SendAsync(dialogs[i], world.Post($"said by {i}", "sip:somebody.else@example.com"));
            Assert.That(answer.Status, Is.EqualTo(200));
        }

        foreach (var dialog in dialogs)
        {
            foreach (var i in new[] { 0, 42, 99 })
            {
                var heard = await UntilAsync(dialog, "<chat>");
                Assert.That(heard, Does.Contain($"said by {i}").And.Contain($"author=\"sip:p{i}@example.com\""), "the author is whose dialog it is");
            }
        }
    }

    [Test]
    public async Task Two_people_with_the_same_identifiers_never_see_or_swallow_what_is_the_others()
    {
        await using var world = await FrontEndWorld.StartAsync();
        await world.Server.MakePersonAsync("bob");
        await using var raw = await RawClient.ConnectAsync(world.Tls.Address, world.Options(world.Issue()));
        var tags = new Dictionary<string, string>();
        foreach (var person in new[] { Alice, Bob })
        {
            var answer = await raw.AskAsync(Request("INVITE", person, 1));
            Assert.That(answer.Status, Is.EqualTo(200));
            await raw.SendAsync(Request("ACK", person, 1, answer.To.Tag));
            tags[person] = answer.To.Tag!;
        }

        Assert.That(tags[Alice], Is.Not.EqualTo(tags[Bob]));
        var said = FrontEndWorld.Envelope(world.Post("the same words", Alice));
        foreach (var person in new[] { Alice, Bob })
        {
            await raw.SendAsync(Request("INFO", person, 2, tags[person], FrontEndWorld.Envelope(world.Join())));
            await raw.SendAsync(Request("INFO", person, 3, tags[person], said));
        }

        // Alice hears herself and bob, bob himself only: he came later.
        var heard = new List<(string To, string Author)>();
        while (heard.Count < 3)
        {
            if (await raw.ReceiveAsync() is SipRequest info && Encoding.UTF8.GetString(info.Body.Span) is var body
                && body.Contains("<chat>", StringComparison.Ordinal))
            {
                Assert.That(info.From.Tag, Is.EqualTo(tags[info.To.Uri.AddressOfRecord]), "in that person's dialog");
                heard.Add((info.To.Uri.AddressOfRecord, body.Contains($"author=\"{Alice}\"", StringComparison.Ordinal) ? Alice : Bob));
            }
        }

        Assert.That(heard, Is.EquivalentTo(new[] { (Alice, Alice), (Alice, Bob), (Bob, Bob) }));
        Assert.That(world.Server.Journal.Committed.Room(world.Lobby.Id)!.LastId, Is.EqualTo(2), "both were stored");

        // One of them leaves; the other's dialog is not touched by it.
        await raw.SendAsync(Request("BYE", Alice, 4, tags[Alice]));
        await raw.SendAsync(Request("UPDATE", Bob, 4, tags[Bob]));
        var answers = new List<string>();
        while (answers.Count < 2)
        {
            if (await raw.ReceiveAsync() is SipResponse { CSeq.Number: 4 } response)
            {
                answers.Add($"{response.From.Uri.AddressOfRecord} {response.CSeq.Method} {response.Status}");
            }
        }

        Assert.That(answers, Is.EquivalentTo(new[] { $"{Alice} BYE 200", $"{Bob} UPDATE 200" }));
    }

    [TestCase("none")]
    [TestCase("another name")]
    [TestCase("out of date")]
    [TestCase("another authority")]
    public async Task Whoever_cannot_prove_to_be_a_front_end_is_not_believed_about_anybody(string certificate)
    {
        using var stranger = new TestAuthority();
        await using var world = await FrontEndWorld.StartAsync();
        var shown = certificate switch
        {
            "another name" => world.Issue(name: "other.example.net"),
            "out of date" => world.Issue(until: DateTimeOffset.UtcNow.AddHours(-1)),
            "another authority" => world.Issue(stranger),
            _ => null,
        };
        await using var client = await world.Tls.ConnectAsync(
            world.Options(shown, certificate == "another authority" ? stranger : null));
        foreach (var method in new[] { "REGISTER", "INVITE", "SERVICE", "SUBSCRIBE" })
        {
            var request = client.CreateRequest(method, Alice, Alice, Alice);
            request.Headers.Add("P-Asserted-Identity", $"<{Alice}>");
            Assert.That((await client.SendAsync(request, Patience.Token)).Status, Is.EqualTo(401), method);
        }
    }

    [Test]
    public async Task Who_has_signed_in_by_itself_asserts_nothing()
    {
        await using var world = await FrontEndWorld.StartAsync();
        var bob = await world.Server.MakePersonAsync("bob");
        await world.Server.SetPasswordAsync(bob, "secret");
        await using var client = await world.Tls.ConnectAsync(world.Options(null));
        client.Credentials = new DigestCredentials("bob", "secret");
        var invite = client.CreateRequest("INVITE", world.Server.Pool.PoolUri, Bob, world.Server.Pool.PoolUri);
        invite.Headers.Add("P-Asserted-Identity", $"<{Alice}>");
        Assert.That((await client.SendAsync(invite, Patience.Token)).Status, Is.EqualTo(200));

        var asAlice = client.CreateRequest("INVITE", world.Server.Pool.PoolUri, Alice, world.Server.Pool.PoolUri);
        asAlice.Headers.Add("P-Asserted-Identity", $"<{Bob}>");
        Assert.That((await client.SendAsync(asAlice, Patience.Token)).Status, Is.EqualTo(403));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_thumbprint_stands_for_a_certificate_whoever_issued_it(bool isInTime)
    {
        using var stranger = new TestAuthority();
        using var certificate = stranger.Issue(name: "anything.example", until: isInTime ? null : DateTimeOffset.UtcNow.AddHours(-1));
        await using var world = await FrontEndWorld.StartAsync(certificate.GetCertHashString(HashAlgorithmName.SHA256));
        await using var client = await world.Tls.ConnectAsync(world.Options(certificate, stranger));
        var answer = await client.RegisterAsync(Alice, Patience.Token);
        Assert.That(answer.Status, Is.EqualTo(isInTime ? 200 : 401));
    }

    [Test]
    public async Task Who_is_disabled_gets_a_BYE_and_the_others_go_on()
    {
        await using var world = await FrontEndWorld.StartAsync();
        await world.Server.MakePersonAsync("bob");
        await using var client = await world.ConnectAsync();
        var alices = await client.InviteAsync(Alice, world.Server.Pool.PoolUri, Patience.Token);
        var bobs = await client.InviteAsync(Bob, world.Server.Pool.PoolUri, Patience.Token);
        foreach (var dialog in new[] { bobs, alices })
        {
            await SendAsync(dialog, world.Join());
            await UntilAsync(dialog, "rpl:join");
        }

        await UntilAsync(bobs, "ntc:join");
        await world.Server.Journal.SubmitAsync(new SetPersonEnabled(world.Server.Journal.Committed.Person(Alice)!.Id, Enabled: false));

        await alices.Ended.WaitAsync(Patience.Token);
        Assert.That(await UntilAsync(bobs, "ntc:part"), Does.Contain(Alice));
        Assert.That((await SendAsync(bobs, world.Post("still here", Bob))).Status, Is.EqualTo(200));
        Assert.That(client.Lost.IsCompleted, Is.False);
        var again = client.CreateRequest("INVITE", world.Server.Pool.PoolUri, Alice, world.Server.Pool.PoolUri);
        Assert.That((await client.SendAsync(again, Patience.Token)).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task With_the_registrar_off_people_only_chat_here()
    {
        await using var world = await FrontEndWorld.StartAsync(settings: ("Server:Registrar", "false"));
        await using var client = await world.ConnectAsync();
        foreach (var method in new[] { "REGISTER", "SUBSCRIBE", "SERVICE" })
        {
            var answer = await client.SendAsync(client.CreateRequest(method, Alice, Alice, Alice), Patience.Token);
            Assert.That(answer.Status, Is.EqualTo(403), $"{method}: the real client gives up at that");
        }

        var dialog = await client.InviteAsync(Alice, world.Server.Pool.PoolUri, Patience.Token);
        await SendAsync(dialog, world.Join());
        await UntilAsync(dialog, "rpl:join");
    }

    private static Task<SipResponse> SendAsync(ClientDialog dialog, string primitive) =>
        dialog.SendInfoAsync(Encoding.UTF8.GetBytes(FrontEndWorld.Envelope(primitive)), Patience.Token);

    private static async Task<string> UntilAsync(ClientDialog dialog, string what)
    {
        while (true)
        {
            var text = Encoding.UTF8.GetString((await dialog.Incoming.ReadAsync(Patience.Token)).Span);
            if (text.Contains(what, StringComparison.Ordinal)) { return text; }
        }
    }

    // Call-ID, tag, CSeq and envid are those of everybody else, and there is no branch.
    private static string Request(string method, string person, int cseq, string? tag = null, string body = "")
    {
        var to = tag is null ? "<sip:pchat@example.com>" : $"<sip:pchat@example.com>;tag={tag}";
        var type = body.Length > 0 ? "Content-Type: text/plain\r\n" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{method} sip:pchat@example.com SIP/2.0\r\nVia: SIP/2.0/tls 127.0.0.1:5061\r\nMax-Forwards: 70\r\nFrom: <{person}>;tag=410651666;epid=cf0b98dadeb9\r\nTo: {to}\r\nCall-ID: 3E09gE7EAa6F49iBEDEm3276t02F1b5B4Ex979Dx\r\nCSeq: {cseq} {method}\r\nContact: <{person}>\r\n{type}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
