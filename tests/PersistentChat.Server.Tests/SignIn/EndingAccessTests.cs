using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Membership;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Server.Tests.Wire;
using PersistentChat.Server.Tests.World;
using PersistentChat.Sip;
using PersistentChat.Sip.Client;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.Tests.SignIn;

/// <summary>Whoever is disabled, or gets another password, loses all it has open: registrations, dialogs, rooms, connections.</summary>
internal sealed class EndingAccessTests : SipWorld
{
    private Room _lobby = null!;

    private Person AlicesAccount => Server.Journal.Committed.Person(Alice)!;

    [SetUp]
    public async Task MakeRoom() => _lobby = await Server.MakeRoomAsync(
        new Room(Guid.NewGuid(), Guid.Empty, "Lobby", Privacy: RoomPrivacy.Open),
        keepsHistory: true,
        new Dictionary<string, RoomRoles>());

    [Test]
    public async Task Who_is_disabled_is_told_on_every_endpoint_and_has_left_everything()
    {
        var (bob, bobsDialog) = await InLobbyAsync(Bob);
        var (desk, dialog) = await InLobbyAsync(Alice);
        Assert.That(await NextAsync(bobsDialog), Does.Contain("ntc:join").And.Contain(Alice));
        var phone = await SignInAsync(Alice);

        await Server.Journal.SubmitAsync(new SetPersonEnabled(AlicesAccount.Id, Enabled: false));

        foreach (var client in new[] { desk, phone })
        {
            await IsToldAsync(client, "deregistered;event=rejected", "Your account is disabled");
            await client.Lost.WaitAsync(Patience.Token);
        }

        await dialog.Ended.WaitAsync(Patience.Token);
        Assert.That(await NextAsync(bobsDialog), Does.Contain("ntc:part").And.Contain(Alice));
        Assert.That(Server.Services.GetRequiredService<Registrar>().Of(Alice), Is.Empty);
        Assert.That(bob.Lost.IsCompleted, Is.False);
        Assert.That((await bob.RegisterAsync(Bob, Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Who_is_disabled_cannot_sign_in_until_it_is_enabled_again()
    {
        await Server.Journal.SubmitAsync(new SetPersonEnabled(AlicesAccount.Id, Enabled: false));
        var client = await ConnectAsync();
        Assert.That((await client.RegisterAsync(Alice, Patience.Token)).Status, Is.EqualTo(403));
        Assert.That((await RefusedInviteAsync(client, Alice, Server.Pool.PoolUri)).Status, Is.EqualTo(403));

        await Server.Journal.SubmitAsync(new SetPersonEnabled(AlicesAccount.Id, Enabled: true));
        await SignInAsync(Alice);
    }

    [Test]
    public async Task A_new_password_signs_out_and_lets_come_back()
    {
        var (client, dialog) = await InLobbyAsync(Alice);

        await Server.Journal.SubmitAsync(Server.Services.GetRequiredService<Passwords>().Set(AlicesAccount, "another"));

        await IsToldAsync(client, "deregistered;event=unregistered", "Your password was changed");
        await client.Lost.WaitAsync(Patience.Token);
        await dialog.Ended.WaitAsync(Patience.Token);
        await EventuallyAsync(() => Server.Journal.Committed.Room(_lobby.Id)!.PersonCount == 0);
        await SignInAsync(Alice);
    }

    [Test]
    public async Task What_is_opened_after_the_password_was_changed_stays_open()
    {
        var old = await SignInAsync(Alice);
        for (var i = 0; i < 20; i++)
        {
            await Server.Journal.SubmitAsync(Server.Services.GetRequiredService<Passwords>().Set(AlicesAccount, $"number {i}"));
            var client = await SignInAsync(Alice);
            await old.Lost.WaitAsync(Patience.Token);
            Assert.That((await client.RegisterAsync(Alice, Patience.Token)).Status, Is.EqualTo(200));
            Assert.That(client.Lost.IsCompleted, Is.False);
            old = client;
        }
    }

    [Test]
    public async Task Who_reads_nothing_is_cut_off_all_the_same()
    {
        var client = await SignInAsync(Alice);
        var endpoint = Server.Services.GetRequiredService<SipEndpoint>();
        var connections = endpoint.ConnectionCount;
        client.StopReading();
        var callId = new string('x', 4_000);
        for (var i = 0; i < 200; i++)
        {
            var request = client.CreateRequest("OPTIONS", Alice, Alice, Alice);
            request.Headers["Call-ID"] = callId + i;
            client.Send(request);
        }

        await Server.Journal.SubmitAsync(new SetPersonEnabled(AlicesAccount.Id, Enabled: false));

        await EventuallyAsync(() => endpoint.ConnectionCount < connections);
    }

    private static async Task IsToldAsync(SipClient client, string body, string reason)
    {
        var told = await client.Requests.ReadAsync(Patience.Token);
        Assert.That(told.Headers["Event"], Is.EqualTo("registration-notify"));
        Assert.That(Encoding.UTF8.GetString(told.Body.Span), Is.EqualTo(body));
        Assert.That(told.Headers["ms-diagnostics-public"], Does.Contain(reason));
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        var patience = Patience.Token;
        while (!condition())
        {
            await Task.Delay(10, patience);
        }
    }

    private static async Task<string> NextAsync(ClientDialog dialog) =>
        Encoding.UTF8.GetString((await dialog.Incoming.ReadAsync(Patience.Token)).Span);

    private async Task<(SipClient Client, ClientDialog Dialog)> InLobbyAsync(string person)
    {
        var client = await SignInAsync(person);
        var dialog = await client.InviteAsync(person, Server.Pool.PoolUri, Patience.Token);
        await dialog.SendInfoAsync(
            Encoding.UTF8.GetBytes(
                "<xccos ver=\"1\" envid=\"1\" xmlns=\"urn:parlano:xml:ns:xccos\"><cmd id=\"cmd:join\" seqid=\"1\"><data>"
                + $"<chanid key=\"0\" domain=\"example.com\" value=\"{_lobby.Id}\"/></data></cmd></xccos>"),
            Patience.Token);
        Assert.That(await NextAsync(dialog), Does.Contain("rpl:join"));
        return (client, dialog);
    }
}
