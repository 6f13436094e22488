using System.Text;
using System.Xml.Linq;
using PersistentChat.Rooms;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Messages;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>Nobody is somebody else: not by what a message claims, not by what others have opened, not by what things are called.</summary>
internal sealed class IdentityTests : SipWorld
{
    // What would end an attribute, an element, a header line and a message.
    private const string Hostile =
        "x\" /><grpchat id=\"grpchat\"><chat>gotcha</chat></grpchat><y z='&lt;]]>\r\n\r\nBYE sip:alice@example.com SIP/2.0\r\nFrom: <sip:bob@example.com>\r\n\r\n";

    private static readonly XNamespace Xccos = "urn:parlano:xml:ns:xccos";

    private Room _lobby = null!;

    [SetUp]
    public async Task MakeRoom() => _lobby = await Server.MakeRoomAsync(
        new Room(Guid.NewGuid(), Guid.Empty, Hostile, Description: Hostile, Privacy: RoomPrivacy.Open),
        keepsHistory: true,
        new Dictionary<string, RoomRoles>());

    [Test]
    public async Task The_author_is_who_signed_in_whatever_the_post_claims()
    {
        var (_, dialog) = await InLobbyAsync(Alice);
        await dialog.SendInfoAsync(
            Envelope($"<grpchat id=\"grpchat\" seqid=\"1\" chanUri=\"{Server.Pool.UriOf(_lobby.Id)}\" author=\"{Bob}\" authdisp=\"Bob\" chatId=\"77\" ts=\"2001-01-01T00:00:00Z\"><chat>hello</chat></grpchat>"),
            Patience.Token);
        var told = await UntilAsync(dialog, "hello");
        var post = told.Element(Xccos + "grpchat")!;
        Assert.That(
            ((string?)post.Attribute("author"), (string?)post.Attribute("authdisp"), (string?)post.Attribute("chatId")),
            Is.EqualTo((Alice, "Alice", "1")));
    }

    [Test]
    public async Task What_somebody_has_opened_is_nobody_elses()
    {
        var (alice, dialog) = await InLobbyAsync(Alice);
        var subscribed = await SubscribeAsync(alice, Alice, "presence", expires: "600");
        var bob = await SignInAsync(Bob);

        foreach (var method in new[] { "INFO", "UPDATE", "BYE", "SUBSCRIBE" })
        {
            foreach (var (from, expected) in new[] { (Bob, 481), (Alice, 403) })
            {
                var known = method == "SUBSCRIBE" ? (SipMessage)subscribed : dialog.Answer;
                var request = bob.CreateRequest(method, Server.Pool.PoolUri, from, Server.Pool.PoolUri);
                request.Headers["Call-ID"] = known.CallId;
                request.Headers["From"] = $"<{from}>;tag={known.From.Tag}";
                request.Headers["To"] = known.Headers["To"];
                request.Headers["CSeq"] = $"50 {method}";
                request.Headers["Event"] = "presence";
                request.Headers["Expires"] = "0";
                Assert.That((await bob.SendAsync(request, Patience.Token)).Status, Is.EqualTo(expected), $"{method} from {from}");
            }
        }

        var register = bob.CreateRequest("REGISTER", "sip:example.com", Bob, Alice);
        register.Headers.Add("Contact", "*");
        register.Headers.Add("Expires", "0");
        Assert.That((await bob.SendAsync(register, Patience.Token)).Status, Is.EqualTo(403));
        Assert.That((await dialog.UpdateAsync(Patience.Token)).Status, Is.EqualTo(200), "it is all still there");
        Assert.That((await alice.RegisterAsync(Alice, Patience.Token)).Headers.All("Contact").Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_name_or_topic_is_text_whatever_is_in_it()
    {
        var person = new Person(Guid.NewGuid(), "sip:eve@example.com", Hostile, Mail: null, Enabled: true);
        await Server.Journal.SubmitAsync(new CreatePerson(person));
        var (_, dialog) = await InLobbyAsync(Alice);
        await dialog.SendInfoAsync(Envelope("<cmd id=\"cmd:chansrch\" seqid=\"2\"><data><qib qtype=\"BYNAME\" criteria=\"\" extended=\"false\"/></data></cmd>"), Patience.Token);
        var found = (await UntilAsync(dialog, "rpl:chansrch")).Descendants(Xccos + "chanib").Single();
        Assert.That(((string?)found.Attribute("name"), (string?)found.Attribute("description")), Is.EqualTo((Hostile, Hostile)));

        await InLobbyAsync(person.Uri);
        var told = await UntilAsync(dialog, "ntc:join");
        Assert.That(told.Elements().Single().Name.LocalName, Is.EqualTo("ntc"), "nothing has become an element of its own");
        Assert.That((string?)told.Descendants(Xccos + "uib").Single().Attribute("dispname"), Is.EqualTo(Hostile));
    }

    [TestCase("sip:eve@example.com>\r\nFrom: <sip:bob@example.com")]
    [TestCase("sip:eve@example.com;tag=1")]
    [TestCase("sip:eve\"<@example.com")]
    [TestCase("sip:EVE@example.com")]
    public async Task An_address_that_could_be_more_than_one_is_nobodys(string address)
    {
        var outcome = await Server.Journal.SubmitAsync(new CreatePerson(new Person(Guid.NewGuid(), address, "Eve", Mail: null, Enabled: true)));
        Assert.That(outcome.Refusal?.Kind, Is.EqualTo(RefusalKind.InvalidArgument));
    }

    private static byte[] Envelope(string primitive) =>
        Encoding.UTF8.GetBytes($"<xccos ver=\"1\" envid=\"1\" xmlns=\"{Xccos}\">{primitive}</xccos>");

    private static async Task<XElement> UntilAsync(ClientDialog dialog, string what)
    {
        while (true)
        {
            var text = Encoding.UTF8.GetString((await dialog.Incoming.ReadAsync(Patience.Token)).Span);
            if (text.Contains(what, StringComparison.Ordinal)) { return XElement.Parse(text, LoadOptions.PreserveWhitespace); }
        }
    }

    private async Task<(SipClient Client, ClientDialog Dialog)> InLobbyAsync(string person)
    {
        var client = await SignInAsync(person);
        var dialog = await client.InviteAsync(person, Server.Pool.PoolUri, Patience.Token);
        await dialog.SendInfoAsync(
            Envelope($"<cmd id=\"cmd:join\" seqid=\"1\"><data><chanid key=\"0\" domain=\"example.com\" value=\"{_lobby.Id}\"/></data></cmd>"),
            Patience.Token);
        await UntilAsync(dialog, "rpl:join");
        return (client, dialog);
    }
}
