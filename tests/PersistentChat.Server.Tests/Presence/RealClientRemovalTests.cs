using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.SignIn;
using PersistentChat.Server.Tests.RealClient;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>The real client (pidgin-sipe, unmodified) whose sign-in an administrator ends.</summary>
internal sealed class RealClientRemovalTests : PresenceWorld
{
    [Test]
    public async Task It_signs_off_and_shows_why()
    {
        await using var client = SipeDriver.Start();
        await client.ConnectAsync(Address, "alice", "x");
        await client.HearAsync("\"event\":\"groupchat-ready\"");

        var alice = Services.GetRequiredService<Journal>().Committed.Person(Alice)!;
        Services.GetRequiredService<AdministrativeRemoval>().SignOut(alice, RegistrationEnd.Rejected, "Closed for the season");

        var shown = await client.HearAsync("\"event\":\"connection-error\"");
        Assert.That(shown, Does.Contain("Closed for the season"));
        await client.HearAsync("\"event\":\"signed-off\"");
        await client.QuitAsync();
    }
}
