using PersistentChat.Server.Hosting;

namespace PersistentChat.Server.Tests.Hosting;

/// <summary>When memory is given back that nobody uses any more.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class QuietTests
{
    private const long MiB = 1024 * 1024;
    private const long Busy = 10 * MiB;
    private const long Nearly = MiB;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly Quiet _quiet = new(quietFor: TimeSpan.FromSeconds(20));
    private long _allocated;

    [Test]
    public void It_is_time_when_it_has_been_quiet_for_so_long()
    {
        Look(Busy, 60 * MiB);

        Assert.That(
            Enumerable.Range(0, 5).Select(_ => Look(Nearly, 60 * MiB)), Is.EqualTo(new[] { false, false, false, true, true }));
    }

    [Test]
    public void Whoever_does_something_begins_the_silence_anew()
    {
        Look(Nearly, 60 * MiB, times: 3);
        Look(Busy, 60 * MiB);

        Assert.That(Look(Nearly, 60 * MiB, times: 3), Is.False);
        Assert.That(Look(Nearly, 60 * MiB));
    }

    [TestCase(15, 0, ExpectedResult = false)]
    [TestCase(17, 0, ExpectedResult = true)]
    [TestCase(160, 100, ExpectedResult = false, Description = "a half, and what the youngest objects may take")]
    [TestCase(167, 100, ExpectedResult = true)]
    public bool A_heap_that_has_hardly_grown_is_left_alone(int committed, int kept)
    {
        _quiet.Collected(kept * MiB);

        return Look(0, committed * MiB, times: 10);
    }

    /// <summary>What it says the last time.</summary>
    private bool Look(long allocated, long committed, int times = 1) => Enumerable.Range(0, times).Aggregate(false, (_, _) =>
    {
        _allocated += allocated;
        return _quiet.IsTime(Step, _allocated, committed);
    });
}
