using System.Diagnostics;
using PersistentChat.Load.Measuring;

namespace PersistentChat.Load;

/// <summary>One post: whose, where, how many are in that room, and what it says behind its mark.</summary>
internal readonly record struct Shot(Person Author, Guid Room, int Receivers, string Words = Shot.Usual)
{
    public const string Usual = "The quick brown fox jumps over the lazy dog. ";
}

/// <summary>
/// Posts by a plan: a number of them, or for a time as fast as they are heard (closed), or at a given rate, come what may (open).
/// </summary>
/// <param name="plan">The n-th post.</param>
internal sealed class Posting(LoadRun run, Func<long, Shot> plan)
{
    private long _next = -1;
    private bool _isTrial;
    private bool _wasBusy;

    /// <summary>The posts from one number to another, <paramref name="window"/> of them on their way at a time, until all are heard.</summary>
    public async Task AllAsync(long first, long end, int window)
    {
        _next = first - 1;
        await FinishAsync(StartLanes(window, number => number < end));
    }

    /// <summary>As many posts as <paramref name="window"/> are on their way all the time.</summary>
    public async Task<Phase> ClosedAsync(int window)
    {
        using var allocations = Allocations.Start(run.Server.First);
        var isOver = false;
        var lanes = StartLanes(window, _ => !Volatile.Read(ref isOver));
        await Task.Delay(run.WarmUp);

        var now = Stopwatch.GetTimestamp();
        var measured = new Window(now, now + (long)(run.Time.TotalSeconds * Stopwatch.Frequency));
        run.Ledger.Observe(measured);
        allocations?.Begin();
        var (deliveries, posts) = (run.Ledger.Deliveries, run.Ledger.Completed);
        var meter = new Meter(run.Server);
        await Task.Delay(run.Time);
        var phase = new Phase(
            meter.Read(), run.Ledger.Completed - posts, run.Ledger.Deliveries - deliveries, measured.Delays, new Histogram())
        {
            AllocatedPerSecond = allocations?.PerSecond,
        };

        Volatile.Write(ref isOver, true);
        await FinishAsync(lanes);
        return phase;
    }

    /// <summary>
    /// So many posts per second. Delays count from when a post was due, so that neither a blocked server nor a late tool hides
    /// any. Gives up when a server is <paramref name="giveUp"/> posts behind, or says that it is too busy.
    /// </summary>
    public Task<Phase> OpenAsync(double rate, int giveUp) =>
        OpenAsync(n => (long)(n / rate * Stopwatch.Frequency), giveUp);

    /// <param name="dueAt">When the n-th post is due, in ticks from the beginning; rising.</param>
    /// <param name="giveUp">Posts that were not heard by everybody.</param>
    public async Task<Phase> OpenAsync(Func<long, long> dueAt, int giveUp)
    {
        (_isTrial, _wasBusy) = (true, false);
        var begin = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 100);
        var from = begin + (long)(run.WarmUp.TotalSeconds * Stopwatch.Frequency);
        var measured = new Window(from, from + (long)(run.Time.TotalSeconds * Stopwatch.Frequency));
        var lag = new Histogram();
        run.Ledger.Observe(measured);
        var sending = Task.Factory.StartNew(
            () => Send(n => begin + dueAt(n), measured, giveUp, lag), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        await Task.WhenAny(sending, Task.Delay(run.WarmUp));
        var (deliveries, posts) = (run.Ledger.Deliveries, run.Ledger.Completed);
        var meter = new Meter(run.Server);
        var (sent, gaveUp) = await sending;
        var phase = new Phase(
            meter.Read(), run.Ledger.Completed - posts, run.Ledger.Deliveries - deliveries, measured.Delays, lag);
        await FinishAsync(Task.WhenAll(sent));
        _isTrial = false;
        return phase with { GaveUp = gaveUp || Volatile.Read(ref _wasBusy) };
    }

    private Task StartLanes(int window, Func<long, bool> isWanted) =>
        Task.WhenAll(Enumerable.Range(0, window).Select(_ => Task.Run(async () =>
        {
            // Nothing to do but to count: what is refused, or not heard in the end, stops the lane.
            while (Interlocked.Increment(ref _next) is var number && isWanted(number)
                && await TryPostAsync(number, Stopwatch.GetTimestamp()) is { } post && await post.Heard)
            {
            }
        })));

    private async Task FinishAsync(Task sending)
    {
        await run.Ledger.WaitAsync(sending, run.Patience);
        await run.Ledger.DrainAsync(run.Patience);
        run.Ledger.Observe(null);
    }

    private (List<Task> Sent, bool GaveUp) Send(Func<long, long> dueAt, Window measured, int giveUp, Histogram lag)
    {
        var sent = new List<Task>();
        for (var n = 0L; dueAt(n) < measured.Until; n++)
        {
            if (run.Ledger.Outstanding > giveUp || Volatile.Read(ref _wasBusy)) { return (sent, true); }
            Pause.Until(dueAt(n));
            lag.Add(Stopwatch.GetTimestamp() - dueAt(n));
            sent.Add(TryPostAsync(n, dueAt(n)));
        }

        return (sent, false);
    }

    // What is refused or lost is a failure of the run; the others go on.
    private async Task<PendingPost?> TryPostAsync(long number, long dueAt)
    {
        var shot = plan(number);
        var post = run.Ledger.Expect(shot.Receivers, dueAt);
        try
        {
            await shot.Author.PostAsync(shot.Room, post.Mark.ToText(run.PostLength, shot.Words));
            return post;
        }
        catch (LoadException busy) when (busy.IsBusy && _isTrial)
        {
            Volatile.Write(ref _wasBusy, true);
            run.Ledger.TryGiveUp(post);
            return null;
        }
        catch (Exception refused) when (refused is LoadException or IOException or OperationCanceledException)
        {
            run.Ledger.Fail(refused.Message);
            run.Ledger.TryGiveUp(post);
            return null;
        }
    }
}
