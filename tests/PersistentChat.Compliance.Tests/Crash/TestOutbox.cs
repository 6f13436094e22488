using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PersistentChat.Compliance.Broker;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Tests.World;

namespace PersistentChat.Compliance.Tests.Crash;

/// <summary>
/// A chat server as the broker sees one: sends its outbox from the start, in order, each batch until it is confirmed, and
/// forgets what was confirmed a little later, so that a crash makes it send that again.
/// </summary>
internal sealed class TestOutbox(BrokerOptions broker, int seed) : IAsyncDisposable
{
    public const long Epoch = 1;

    private readonly Random _random = new(seed);
    private CancellationTokenSource _life = new();
    private Task _relaying = Task.CompletedTask;
    private long _deleted;
    private long _confirmed;
    private long _tried;
    private volatile string _state = "";

    /// <summary>How many batches went out that had, or may have, gone out before.</summary>
    public int SentAgain { get; private set; }

    public RawEvent Event(long number) => Events.Chat(Epoch, number, $"message {number}");

    public Task StartAsync()
    {
        var life = _life.Token;
        _relaying = Task.Run(() => RelayAsync(life), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>The process ends in the middle of what it does; the next one begins with what was not deleted.</summary>
    public async Task CrashAsync()
    {
        await EndAsync();
        _confirmed = _deleted;
        _life = new CancellationTokenSource();
        await StartAsync();
    }

    /// <summary>Sends what was tried and not confirmed, and nothing new.</summary>
    /// <returns>The number of the last event that there is.</returns>
    public async Task<long> FinishAsync()
    {
        await EndAsync();
        await using var queue = new BrokerQueue(Options.Create(broker), NullLoggerFactory.Instance);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (_confirmed < _tried)
        {
            await SendAsync(queue, Math.Min(_tried, _confirmed + OutboxBatch.MaximumEvents), patience.Token);
        }

        return _tried;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _life.Dispose();
    }

    public override string ToString() => $"deleted {_deleted}, confirmed {_confirmed}, tried {_tried} {_state}";

    private async Task EndAsync()
    {
        await _life.CancelAsync();
        await _relaying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RelayAsync(CancellationToken life)
    {
        await using var queue = new BrokerQueue(Options.Create(broker), NullLoggerFactory.Instance);
        while (!life.IsCancellationRequested)
        {
            await SendAsync(queue, _confirmed + _random.Next(1, OutboxBatch.MaximumEvents + 1), life);
            if (_random.Next(3) is 0)
            {
                _deleted = _confirmed;
            }

            // About a thousand events per second: were they more than can be recorded, the end would only be a long wait.
            await Task.Delay(250, life);
        }
    }

    private async Task SendAsync(BrokerQueue queue, long last, CancellationToken ct)
    {
        var batch = new OutboxBatch([.. Enumerable.Range(1, (int)(last - _confirmed)).Select(n => Event(_confirmed + n))]);
        while (true)
        {
            if (batch.First <= _tried)
            {
                SentAgain++;
            }

            _tried = Math.Max(_tried, batch.Last);
            try
            {
                await queue.SendAsync(batch, ct);
                _confirmed = batch.Last;
                _state = "";
                return;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                _state = failure.Message;
                await Task.Delay(100, ct);
            }
        }
    }
}
