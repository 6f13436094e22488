using PersistentChat.Rooms.Membership;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.Wire;

/// <summary>Under load nobody new is let in, while those who are in go on.</summary>
internal sealed class LoadTests : SipWorld
{
    private static readonly Person Nobody = new(Guid.Empty, "", "", null, Enabled: false);

    protected override IReadOnlyDictionary<string, string> Settings =>
        new Dictionary<string, string> { ["Journal:InboundLimit"] = "4" };

    [Test]
    public async Task A_new_sign_in_waits_while_a_signed_in_person_opens_dialogs()
    {
        var alice = await SignInAsync(Alice);
        var bob = await ConnectAsync();
        using var goOn = new ManualResetEventSlim();
        var waiting = await HoldUpJournalAsync(goOn);
        try
        {
            var refused = await bob.RegisterAsync(Bob, Patience.Token);
            Assert.That((refused.Status, refused.Headers["Retry-After"]), Is.EqualTo((503, "30")));

            var dialog = await alice.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
            Assert.That(dialog.Answer.Status, Is.EqualTo(200));
            Assert.That((await alice.RegisterAsync(Alice, Patience.Token)).Status, Is.EqualTo(200), "a refresh is nothing new");
        }
        finally
        {
            goOn.Set();
            await waiting;
        }

        Assert.That((await bob.RegisterAsync(Bob, Patience.Token)).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_command_that_finds_the_journal_full_is_answered_503()
    {
        var alice = await SignInAsync(Alice);
        var dialog = await alice.InviteAsync(Alice, Server.Pool.PoolUri, Patience.Token);
        var post = System.Text.Encoding.UTF8.GetBytes(
            "<xccos ver=\"1\" envid=\"1\" xmlns=\"urn:parlano:xml:ns:xccos\"><grpchat id=\"grpchat\" seqid=\"1\" ts=\"2026-11-21T01:31:21Z\" "
            + "chanUri=\"ma-chan://example.com/ffffffff-ffff-4fff-8fff-ffffffffffff\"><chat>x</chat></grpchat></xccos>");
        using var goOn = new ManualResetEventSlim();
        var waiting = await HoldUpJournalAsync(goOn, commands: 4);
        try
        {
            var busy = await dialog.SendInfoAsync(post, Patience.Token);
            Assert.That((busy.Status, busy.Headers["Retry-After"]), Is.EqualTo((503, "5")));
            Assert.That(busy.Headers["Ms-diagnostics"], Does.StartWith("20011;"));
        }
        finally
        {
            goOn.Set();
            await waiting;
        }

        // The same post again is decided anew.
        Assert.That((await dialog.SendInfoAsync(post, Patience.Token)).Status, Is.EqualTo(403));
    }

    /// <summary>Stops the journal in its hand-over, with commands waiting behind it. The task: all of them are done.</summary>
    private async Task<Task> HoldUpJournalAsync(ManualResetEventSlim goOn, int commands = 3)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = Server.Journal.SubmitAsync(new CreatePerson(Nobody), inTurn: _ =>
        {
            held.SetResult();
            goOn.Wait(Patience.Token);
        });
        await held.Task.WaitAsync(Patience.Limit);
        var rest = Enumerable.Range(0, commands).Select(_ => Server.Journal.SubmitAsync(new CreatePerson(Nobody)));
        return Task.WhenAll(rest.Append(first));
    }
}
