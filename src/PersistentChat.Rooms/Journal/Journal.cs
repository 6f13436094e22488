using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// The one writer of the pool. Commands are decided in order, committed together and then told: while one batch
/// commits, the next gathers. Everybody else reads <see cref="Committed"/>.
/// </summary>
public sealed class Journal : IAsyncDisposable
{
    private readonly Channel<Entry> _inbound =
        Channel.CreateUnbounded<Entry>(new UnboundedChannelOptions { SingleReader = true });

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RoomStore _store;
    private readonly BatchRunner _runner;
    private readonly JournalOptions _options;
    private readonly TimeProvider _clock;
    private readonly JournalMetrics _metrics;
    private readonly ILogger<Journal> _logger;

    private ITimer? _heartbeat;
    private Task _writing = Task.CompletedTask;
    private int _waiting;
    private long _batchSince;

    internal Journal(
        RoomStore store,
        BatchRunner runner,
        IOptions<JournalOptions> options,
        TimeProvider clock,
        JournalMetrics metrics,
        ILogger<Journal> logger)
    {
        (_store, _runner, _options, _clock, _metrics, _logger) = (store, runner, options.Value, clock, metrics, logger);
    }

    /// <summary>The pool after the last commit: immutable, safe from any thread.</summary>
    public Pool Committed => _runner.Committed;

    /// <summary>
    /// Ends when the journal was stopped; faults with <see cref="JournalStoppedException"/> when it had to stop (the
    /// lease is lost, counters are not what they were, the outcome of a commit cannot be learnt). Then the process must
    /// stop.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>False before the start and after the end, whichever way it came.</summary>
    public bool IsRunning => _heartbeat is not null && !_completion.Task.IsCompleted;

    /// <summary>So much is waiting that nobody new should be let in: half of what would be refused.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) > _options.InboundLimit / 2;

    /// <summary>Commands that wait to be decided.</summary>
    internal int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How long the batch under way has been; zero when there is none.</summary>
    internal TimeSpan BatchAge => Volatile.Read(ref _batchSince) is var since and not 0 ? _clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>
    /// Takes the database for this process, brings its schema up to date, loads the pool and starts the writer.
    /// </summary>
    /// <exception cref="StoreException">The database cannot be used; the message says to an operator why.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        var pool = await _store.OpenAsync(ct);
        await _runner.StartAsync(pool, await _store.FindPresentAsync(ct));
        _writing = Task.Run(WriteAsync, CancellationToken.None);
        var third = _options.LeaseDuration / 3;
        _heartbeat = _clock.CreateTimer(_ => Renew(), null, third, third);
    }

    /// <summary>Returns when everything that was submitted before this call is decided and handed over, or can be no more.</summary>
    public Task FlushAsync() => SubmitAsync(new RenewLease());

    /// <summary>Takes no more commands, finishes those taken, gives the database back.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        if (_heartbeat is not null)
        {
            await _heartbeat.DisposeAsync();
        }

        _inbound.Writer.TryComplete();
        await _writing.WaitAsync(ct);
        _completion.TrySetResult();
    }

    /// <summary>
    /// Submits a command. The task never faults, unless the journal stopped without knowing whether it happened.
    /// </summary>
    /// <param name="inTurn">
    /// Called exactly once with the outcome, before the task completes: in the journal's hand-over, after the commit,
    /// in the order of commits and before anything later is handed to the announcer. It must be quick. A command that
    /// is refused without reaching the journal (busy, stopping) has it called here and now. What it throws is logged.
    /// </param>
    public Task<Outcome<TResult>> SubmitAsync<TResult>(
        JournalCommand<TResult> command, Action<Outcome<TResult>>? inTurn = null)
    {
        var entry = new Entry<TResult>(command, inTurn);
        if (!command.IsAlwaysTaken && Interlocked.Increment(ref _waiting) > _options.InboundLimit)
        {
            Interlocked.Decrement(ref _waiting);
            entry.Refuse(Refusal.Busy, _logger);
        }
        else if (!_inbound.Writer.TryWrite(entry))
        {
            entry.Refuse(Refusal.ServerStopping, _logger);
        }

        return entry.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _store.DisposeAsync();
    }

    private void Renew() => _ = SubmitAsync(new RenewLease());

    private async Task WriteAsync()
    {
        var batch = new List<Entry>();
        try
        {
            while (await _inbound.Reader.WaitToReadAsync())
            {
                Gather(batch);
                await RunAsync(batch);
                batch.Clear();
            }

            await _runner.FinishAsync();
            await _store.ReleaseAsync(CancellationToken.None);
            _logger.JournalStopped();
        }
        catch (Exception why)
        {
            Break(why, batch);
        }
    }

    private async Task RunAsync(List<Entry> batch)
    {
        var began = _clock.GetTimestamp();
        Volatile.Write(ref _batchSince, began);
        using (var course = JournalMetrics.Source.StartActivity("journal batch"))
        {
            course?.SetTag("pchat.commands", batch.Count);
            await _runner.RunAsync(batch);
        }

        Volatile.Write(ref _batchSince, 0);
        _metrics.Ran(batch.Count, _clock.GetElapsedTime(began));
    }

    private void Gather(List<Entry> batch)
    {
        while (batch.Count < _options.BatchSize && _inbound.Reader.TryRead(out var entry))
        {
            if (!entry.Command.IsAlwaysTaken)
            {
                Interlocked.Decrement(ref _waiting);
            }

            batch.Add(entry);
        }
    }

    private void Break(Exception why, List<Entry> batch)
    {
        _logger.JournalBroken(why);
        var stopped = why as JournalStoppedException ?? new JournalStoppedException("The journal failed", why);
        _inbound.Writer.TryComplete();
        _completion.TrySetException(stopped);
        foreach (var entry in batch)
        {
            entry.Fault(stopped);
        }

        while (_inbound.Reader.TryRead(out var entry))
        {
            entry.Refuse(Refusal.ServerStopping, _logger);
        }
    }
}
