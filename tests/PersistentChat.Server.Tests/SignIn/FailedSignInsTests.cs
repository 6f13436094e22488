using PersistentChat.Server.SignIn;
using PersistentChat.Server.Tests.World;

namespace PersistentChat.Server.Tests.SignIn;

/// <summary>How long whoever fails has to wait, and what is remembered of it.</summary>
internal sealed class FailedSignInsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void The_first_failures_are_free_and_each_further_one_doubles_the_wait_up_to_a_limit()
    {
        var failures = Create(new SteppingClock(), free: 3, maxDelay: 5 * Second);
        var delays = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            failures.Add("alice");
            delays.Add(failures.DelayOf("alice").TotalSeconds);
        }

        Assert.That(delays, Is.EqualTo(new[] { 0.0, 0, 0, 1, 2, 4, 5, 5 }));
        Assert.That(failures.DelayOf("bob"), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void A_wait_passes()
    {
        var clock = new SteppingClock();
        var failures = Create(clock, free: 1);
        failures.Add("alice");
        failures.Add("alice");
        failures.Add("alice");
        clock.Advance(1.5 * Second);
        Assert.That(failures.DelayOf("alice"), Is.EqualTo(0.5 * Second));
        clock.Advance(0.5 * Second);
        Assert.That(failures.DelayOf("alice"), Is.EqualTo(TimeSpan.Zero));
        failures.Add("alice");
        Assert.That(failures.DelayOf("alice"), Is.EqualTo(4 * Second), "the wait is over, the count is not");
    }

    [Test]
    public void A_success_or_a_quiet_time_forgets_everything()
    {
        var clock = new SteppingClock();
        var failures = Create(clock, free: 1);
        Fail(failures, "alice", 5);
        failures.Forget("alice");
        failures.Add("alice");
        Assert.That(failures.DelayOf("alice"), Is.EqualTo(TimeSpan.Zero));

        Fail(failures, "bob", 5);
        clock.Advance(TimeSpan.FromMinutes(15));
        failures.Add("bob");
        Assert.That(failures.DelayOf("bob"), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void More_than_can_be_remembered_forgets_who_failed_longest_ago()
    {
        var failures = Create(new SteppingClock(), free: 1);
        Fail(failures, "alice", 3);
        Fail(failures, "bob", 3);
        for (var i = 0; i < 98; i++)
        {
            failures.Add($"stranger{i}");
        }

        failures.Add("alice");
        failures.Add("one too many");
        Assert.That(failures.Count, Is.EqualTo(100));
        Assert.That(failures.DelayOf("bob"), Is.EqualTo(TimeSpan.Zero));
        Assert.That(failures.DelayOf("alice"), Is.EqualTo(4 * Second));
    }

    private static FailedSignIns<string> Create(SteppingClock clock, int free, TimeSpan? maxDelay = null) =>
        new(free, maxDelay ?? 60 * Second, new SignInOptions { MaxRemembered = 100 }, clock);

    private static void Fail(FailedSignIns<string> failures, string who, int times)
    {
        for (var i = 0; i < times; i++)
        {
            failures.Add(who);
        }
    }
}
