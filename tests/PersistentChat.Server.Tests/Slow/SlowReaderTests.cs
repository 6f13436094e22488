using System.Globalization;
using PersistentChat.Server.Tests.Crash;

namespace PersistentChat.Server.Tests.Slow;

/// <summary>One participant stops reading while the others talk on: only that one has to do with it.</summary>
internal sealed class SlowReaderTests
{
    private const int People = 20;
    private const int Speakers = 4;
    private const int PostsAtOnce = 8;
    private const int PostsPerWave = Speakers * PostsAtOnce;

    // Until what the server remembers of each dialog (256 posts, Chat:RememberedPosts) is as full as it gets.
    private const int WarmUpWaves = 40;
    private const int TextLength = 4000;

    // Everybody is sent this much after the one has stopped: more than the kernel's buffers and the queue together hold.
    private const long BytesPerPerson = 12 * 1024 * 1024;

    // Coarse, against a quarter of a gigabyte that is sent to all: what is kept for the slow one is bounded by its parting.
    private const long MemoryBound = 64 * 1024 * 1024;

    private static readonly string[] Settings =
    [
        "Compliance:Mode=Off", "Sip:Limits:OutboundBytes=262144", "Rooms:MessageLength=5000", "Rooms:SearchLimit=10000",

        // Only the bound of the queue may end the connection here, not the missing answers.
        "Sip:Dialogs:AnswerTimeout=00:05:00",
    ];

    // What a collector leaves lying about because there is room would hide what is measured: one heap, collected often.
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCgen0size"] = "400000",
    };

    private int _number;

    [Test]
    public async Task Who_stops_reading_is_disconnected_delays_nobody_and_recovers_by_history()
    {
        using var pool = new LoadPool(People);
        await using var server = await ServerChild.StartAsync(pool.Data, pool.Seed, Settings, environment: Environment);
        using var line = await TestLine.ConnectAsync(server.Sip);
        await using var slow = await Listener.JoinAsync(line.CreateClient(), pool.People[0]);
        var others = await Task.WhenAll(pool.People.Skip(1).Select(person => Listener.JoinAsync(server.Sip, person)));

        // Everybody reads: what the server needs for this much talk at all.
        for (var wave = 0; wave < WarmUpWaves; wave++)
        {
            await PostWaveAsync(others);
        }

        var memoryBefore = server.ResidentBytes;
        slow.Peer.Client.StopReading();
        var sentBefore = _number;
        var parting = Task.WhenAll(others.Select(other => other.HearPartOfAsync(slow.Peer.Person)));
        var memoryMost = 0L;
        long? sentWhenParted = null;
        while (Sent() < BytesPerPerson)
        {
            await PostWaveAsync(others);
            memoryMost = Math.Max(memoryMost, server.ResidentBytes);
            if (parting.IsCompletedSuccessfully) { sentWhenParted ??= Sent(); }
        }

        Assert.That(sentWhenParted, Is.Not.Null, $"the slow one is still there\n{server.Said}");
        TestContext.Progress.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"slow: {Sent() / 1024} KiB to each of {People}, disconnected after {sentWhenParted / 1024} KiB at most; "
            + $"memory {memoryBefore / 1024 / 1024} MiB before, {memoryMost / 1024 / 1024} MiB at most"));
        Assert.That(memoryMost - memoryBefore, Is.LessThan(MemoryBound), "bytes of memory gained");
        AssertAllHeardEverything(others);

        slow.Peer.Client.ResumeReading();
        await slow.Peer.Client.Lost.WaitAsync(TimeSpan.FromSeconds(90));
        await slow.HearToTheEndAsync();
        await AssertRecoversAsync(server, slow, others);
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }

        long Sent() => (long)(_number - sentBefore) * TextLength;
    }

    // The next wave begins when everybody who reads has read: those are never behind, however slow this machine is.
    private async Task PostWaveAsync(Listener[] listeners)
    {
        var answers = listeners.Take(Speakers).SelectMany(listener => Enumerable.Range(0, PostsAtOnce).Select(_ =>
            listener.Peer.PostAsync(Listener.Room, $"{++_number} ".PadRight(TextLength, '.'))));
        foreach (var answer in await Task.WhenAll(answers))
        {
            Assert.That(answer.Status, Is.EqualTo(200));
        }

        await Task.WhenAll(listeners.Select(listener => listener.HearAsync(PostsPerWave)));
    }

    private void AssertAllHeardEverything(Listener[] others)
    {
        Assert.That(others[0].Heard.Select(post => post.ChatId), Is.EqualTo(Enumerable.Range(1, _number)));
        Assert.That(others[0].Heard.Select(post => post.Text).Distinct().Count(), Is.EqualTo(_number));
        foreach (var other in others)
        {
            Assert.That(other.Heard.SequenceEqual(others[0].Heard), Is.True, other.Peer.Person);
        }
    }

    private async Task AssertRecoversAsync(ServerChild server, Listener slow, Listener[] others)
    {
        var all = others[0].Heard;
        Assert.That(slow.Heard.SequenceEqual(all.Take(slow.Heard.Count)), Is.True, "what it heard has no gap");
        var missed = all.Skip(slow.Heard.Count).ToList();
        Assert.That(missed, Is.Not.Empty);

        await using var again = await Listener.JoinAsync(server.Sip, slow.Peer.Person);
        var history = await again.Peer.ReadHistoryAsync(Listener.Room, missed.Count);
        Assert.That(history.SequenceEqual(missed), Is.True, "history has all that it missed");

        await PostWaveAsync([.. others, again]);
        Assert.That(again.Heard[0].ChatId, Is.EqualTo(all[^PostsPerWave].ChatId), "and it goes on from there");
    }
}
