using PersistentChat.Sip.Authentication;
using PersistentChat.Sip.Dialogs;
using PersistentChat.Sip.Tests.Fakes;
using PersistentChat.Sip.Transport;

namespace PersistentChat.Sip.Tests.Dialogs;

/// <summary>A trusted front end: many people's dialogs on one connection, each bounded and ended by itself.</summary>
internal sealed class FrontEndTests
{
    private const string Bob = "sip:bob@example.com";

    private static readonly FrontEnd FrontEnd = new("fe.example.com");

    [Test]
    public async Task Each_request_is_from_whom_the_front_end_says()
    {
        await using var server = new TestServer(new SchemeAuthentication([], new RecordingGuard()));
        var peer = server.Connect(frontEnd: FrontEnd);
        await peer.AskAsync(Wire.Plain("SERVICE", 1));
        await peer.AskAsync(Wire.Plain("SERVICE", 2, Bob));
        await peer.AskAsync(Wire.Plain("SERVICE", 3, "sip:anonymous@anonymous.invalid", $"P-Asserted-Identity: \"Bob\" <{Bob}>, <tel:+1201>\r\n"));
        await peer.AskAsync(Wire.Plain("SERVICE", 4, extra: $"P-Asserted-Identity: <tel:+1201>\r\nP-Asserted-Identity: <{Bob}>\r\n"));

        Assert.That(server.Application.Requests.Select(it => it.Identity), Is.EqualTo(new[] { Wire.Alice, Bob, Bob, Bob }));
        Assert.That((await peer.AskAsync(Wire.Plain("SERVICE", 5, extra: "P-Asserted-Identity: <tel:+1201>\r\n"))).Status, Is.EqualTo(403));
    }

    [TestCase("")]
    [TestCase(";branch=z9hG4bK1")]
    public async Task Who_is_anonymous_to_others_is_still_told_from_the_others(string branch)
    {
        await using var server = new TestServer();
        var peer = server.Connect(frontEnd: FrontEnd);
        foreach (var person in new[] { Wire.Alice, Bob, Wire.Alice })
        {
            var invite = Wire.Invite("sip:anonymous@anonymous.invalid", $"P-Asserted-Identity: <{person}>\r\n");
            Assert.That((await peer.AskAsync(invite.Replace(":35626", $":35626{branch}", StringComparison.Ordinal))).Status, Is.EqualTo(200));
        }

        Assert.That(server.Application.Dialogs.Select(it => it.Person), Is.EqualTo(new[] { Wire.Alice, Bob }), "the third is the first again");
    }

    [Test]
    public async Task From_anybody_else_an_asserted_identity_is_only_a_header()
    {
        await using var server = new TestServer();
        var peer = server.Connect();
        await peer.AskAsync(Wire.Plain("SERVICE", 1, extra: $"P-Asserted-Identity: <{Bob}>\r\n"));
        Assert.That(server.Application.Requests.Single().Identity, Is.EqualTo(Wire.Alice));
        Assert.That((await peer.AskAsync(Wire.Plain("SERVICE", 2, Bob, $"P-Asserted-Identity: <{Wire.Alice}>\r\n"))).Status, Is.EqualTo(403));
    }

    [Test]
    public async Task Nobody_gets_into_the_dialog_of_another()
    {
        await using var server = new TestServer();
        var peer = server.Connect(frontEnd: FrontEnd);
        var (alice, _) = await OpenBothAsync(server, peer);

        foreach (var method in new[] { "INFO", "UPDATE", "BYE" })
        {
            var answer = await peer.AskAsync(Wire.InDialog(method, 7, alice.LocalTag, from: Bob));
            Assert.That(answer.Status, Is.EqualTo(481), method);
        }

        Assert.That((await peer.AskAsync(Wire.InDialog("INFO", 7, alice.LocalTag, "hello"))).Status, Is.EqualTo(200));
        Assert.That(server.User.Bodies, Is.EqualTo(new[] { "hello" }));
    }

    [Test]
    public async Task A_dialog_that_we_end_gets_a_BYE_and_the_others_go_on()
    {
        await using var server = new TestServer();
        var peer = server.Connect(frontEnd: FrontEnd);
        var (alice, bob) = await OpenBothAsync(server, peer);
        Assert.That(alice.TrySendInfo("first"u8.ToArray()), Is.True);

        alice.End(DialogEnd.Ended);

        Assert.That(alice.TrySendInfo("nothing follows"u8.ToArray()), Is.False);
        Assert.That(bob.TrySendInfo("still here"u8.ToArray()), Is.True);
        var (info, bye, other) = (await peer.ReceiveRequestAsync(), await peer.ReceiveRequestAsync(), await peer.ReceiveRequestAsync());
        Assert.That((info.CSeq.ToString(), bye.CSeq.ToString(), other.CSeq.ToString()), Is.EqualTo(("1 INFO", "2 BYE", "1 INFO")));
        Assert.That((bye.From.Tag, bye.To.Text, bye.CallId), Is.EqualTo((alice.LocalTag, info.To.Text, info.CallId)));
        Assert.That(bye.RequestUri, Is.EqualTo(info.RequestUri));
        Assert.That((other.From.Tag, other.CallId), Is.EqualTo((bob.LocalTag, info.CallId)), "one has the Call-ID of the other");
        await peer.SendAsync(Wire.Ok(bye));
        Assert.That((await peer.AskAsync(Wire.InDialog("INFO", 9, bob.LocalTag, from: Bob))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task All_that_a_person_has_open_behind_a_front_end_ends_by_BYE()
    {
        await using var server = new TestServer();
        var peer = server.Connect(frontEnd: FrontEnd);
        var (alice, bob) = await OpenBothAsync(server, peer);

        var closed = server.Endpoint.EndAllOf(Wire.Alice, "disabled", long.MaxValue);

        Assert.That(closed, Is.Zero, "connections");
        Assert.That((alice.IsEnded, bob.IsEnded), Is.EqualTo((true, false)));
        Assert.That((await peer.ReceiveRequestAsync()).Method, Is.EqualTo("BYE"));
    }

    [Test]
    public async Task Who_is_too_slow_behind_a_front_end_loses_its_dialog_and_nobody_elses()
    {
        await using var server = new TestServer(limits: new SipLimits { OutboundBytes = 16 * 1024 });
        var peer = server.Connect(unread: 1, frontEnd: FrontEnd);
        var (alice, bob) = await OpenBothAsync(server, peer);

        // Nobody reads: the first leaves, the others wait, up to what one dialog may have.
        var sent = 0;
        while (sent < 1000 && alice.TrySendInfo(new byte[1024]))
        {
            sent++;
        }

        Assert.That(sent, Is.InRange(8, 1000 - 1));
        Assert.That(await server.User.NextEndAsync(peer.Impatience), Is.EqualTo(DialogEnd.TooSlow));
        Assert.That(bob.TrySendInfo("hello"u8.ToArray()), Is.True);
        for (var i = 0; i < sent; i++)
        {
            Assert.That((await peer.ReceiveRequestAsync()).From.Tag, Is.EqualTo(alice.LocalTag));
        }

        Assert.That((await peer.ReceiveRequestAsync()).Method, Is.EqualTo("BYE"));
        Assert.That((await peer.ReceiveRequestAsync()).From.Tag, Is.EqualTo(bob.LocalTag));
    }

    [TestCase(1, 10, ExpectedResult = true)]
    [TestCase(1, 11, ExpectedResult = false)]
    [TestCase(2, 11, ExpectedResult = true, Description = "what waited has left")]
    [TestCase(2, 1000, ExpectedResult = true, Description = "a single message may be larger")]
    public bool A_share_is_of_what_waits_now(long batch, int bytes)
    {
        var share = new QueueShare(100);
        Assert.That(share.TryTake(1, 90), Is.True);
        return share.TryTake(batch, bytes);
    }

    // The two differ in nothing but whose they are.
    private static async Task<(Dialog Alice, Dialog Bob)> OpenBothAsync(TestServer server, TestPeer peer)
    {
        var opened = new List<Dialog>();
        foreach (var person in new[] { Wire.Alice, Bob })
        {
            Assert.That((await peer.AskAsync(Wire.Invite(person))).Status, Is.EqualTo(200));
            Assert.That(server.Application.Dialogs.TryDequeue(out var dialog), Is.True);
            Assert.That(dialog!.Person, Is.EqualTo(person));
            opened.Add(dialog);
        }

        return (opened[0], opened[1]);
    }
}
