using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PersistentChat.Rooms.Journal;
using PersistentChat.Server.SignIn;
using PersistentChat.Sip.Registration;

namespace PersistentChat.Server.Tests.Presence;

/// <summary>The real client (pidgin-sipe, unmodified) whose sign-in an administrator ends.</summary>
internal sealed class RealClientRemovalTests : PresenceWorld
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Test]
    public async Task It_signs_off_and_shows_why()
    {
        var start = new ProcessStartInfo(Repository.PathOf("tests/clients/sipe/sipe-driver"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var client = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var errors = client.StandardError.ReadToEndAsync(limit.Token);
        await client.StandardInput.WriteLineAsync(
            $"connect server={Address.Address} port={Address.Port} transport=tcp auth=ntlm user=alice@example.com password=x");
        await SayingAsync(client, "\"event\":\"groupchat-ready\"", limit.Token);

        var alice = Services.GetRequiredService<Journal>().Committed.Person(Alice)!;
        Services.GetRequiredService<AdministrativeRemoval>().SignOut(alice, RegistrationEnd.Rejected, "Closed for the season");

        var shown = await SayingAsync(client, "\"event\":\"connection-error\"", limit.Token);
        Assert.That(shown, Does.Contain("Closed for the season"));
        await SayingAsync(client, "\"event\":\"signed-off\"", limit.Token);
        await client.StandardInput.WriteLineAsync("quit");
        client.StandardInput.Close();
        await client.StandardOutput.ReadToEndAsync(limit.Token);
        await client.WaitForExitAsync(limit.Token);
        Assert.That(client.ExitCode, Is.Zero, await errors);
    }

    private static async Task<string> SayingAsync(Process client, string text, CancellationToken ct)
    {
        while (await client.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            await TestContext.Out.WriteLineAsync(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new AssertionException($"The client ended without {text}.");
    }
}
