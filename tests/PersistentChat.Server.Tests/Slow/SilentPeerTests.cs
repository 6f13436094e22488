using PersistentChat.Server.Tests.Crash;

namespace PersistentChat.Server.Tests.Slow;

/// <summary>A peer that takes everything and answers nothing is as gone as one that was cut off.</summary>
internal sealed class SilentPeerTests
{
    [Test]
    public async Task Who_does_not_answer_is_put_out_and_the_others_see_it_leave()
    {
        using var pool = new LoadPool(people: 3);

        // Long enough for those who do answer, however busy the machine is.
        await using var server = await ServerChild.StartAsync(pool.Data, pool.Seed, ["Sip:Dialogs:AnswerTimeout=00:00:10"]);
        using var line = await TestLine.ConnectAsync(server.Sip);
        await using var silent = await Listener.JoinAsync(line.CreateClient(), pool.People[0]);
        await using var speaker = await Listener.JoinAsync(server.Sip, pool.People[1]);
        await using var other = await Listener.JoinAsync(server.Sip, pool.People[2]);

        line.Mute();
        Assert.That((await speaker.Peer.PostAsync(Listener.Room, "anybody there?")).Status, Is.EqualTo(200));
        await Task.WhenAll(speaker.HearPartOfAsync(silent.Peer.Person), other.HearPartOfAsync(silent.Peer.Person));
        await silent.Peer.Client.Lost.WaitAsync(TimeSpan.FromSeconds(90));
        await silent.HearToTheEndAsync();
        Assert.That(silent.Heard, Has.Count.EqualTo(1), "it had been told before it was put out");

        Assert.That((await speaker.Peer.PostAsync(Listener.Room, "gone")).Status, Is.EqualTo(200));
        await Task.WhenAll(speaker.HearAsync(2), other.HearAsync(2));
        Assert.That(other.Heard.Select(post => post.Text), Is.EqualTo(["anybody there?", "gone"]));
    }
}
