using System.Text.Json;
using Microsoft.Extensions.Logging;
using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts;
using PersistentChat.Compliance.Contracts.Archives;
using PersistentChat.Compliance.Leases;
using PersistentChat.Compliance.Recording;
using PersistentChat.Compliance.Store;

namespace PersistentChat.Compliance.Runs;

/// <summary>
/// Runs one adapter while this process has its lease: every interval everything that is recorded and not exported yet,
/// slice by slice, then a signed head. A slice that fails is tried again, first after seconds, then after longer; after
/// <see cref="Attempts"/> failures, or when the adapter says so, it is parked: looked at once an hour, and red in health.
/// </summary>
internal sealed class AdapterRunner(
    ConfiguredAdapter configured, IReadOnlyCollection<string> adapters, RunnerTools tools, ILogger logger)
{
    public const int Attempts = 8;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ParkedWait = TimeSpan.FromHours(1);

    private readonly SliceStore _slices = new(tools.Databases, tools.Clock);
    private readonly SliceExport _export = new(configured, tools.Clock);

    // Code that is not ours: made once per process, so that whenever it is recorded again it is known.
    private readonly OutboxBatch? _loaded = configured.Assembly is not { } assembly
        ? null
        : OwnEvent.Batch(ComplianceEventKind.AdapterLoaded, tools.Clock.GetUtcNow(), e => e with { Text = configured.Name, Assembly = assembly });

    private readonly HeadsFile _heads = new(configured.Directory, tools.Keys, tools.Clock);

    private string Name => configured.Name;

    /// <summary>Runs until the token says otherwise or the lease is lost, which it throws.</summary>
    public async Task RunAsync(Lease lease, CancellationToken ct)
    {
        logger.AdapterRuns(Name, lease.Fence);
        await ShowAsync(ct);
        while (true)
        {
            var began = tools.Clock.GetTimestamp();
            var failed = await TryRunOnceAsync(lease, ct);
            var wait = failed ?? configured.Options.RunInterval - tools.Clock.GetElapsedTime(began);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, tools.Clock, ct);
        }
    }

    /// <summary>One run, whatever comes of it.</summary>
    /// <returns>How long to wait before the next attempt; null: it went well.</returns>
    /// <exception cref="LeaseLostException">Another process runs this adapter now.</exception>
    internal async Task<TimeSpan?> TryRunOnceAsync(Lease lease, CancellationToken ct)
    {
        try
        {
            await RunOnceAsync(lease, ct);
            return null;
        }
        catch (Exception why) when (why is not LeaseLostException && !ct.IsCancellationRequested)
        {
            return await FailAsync(why, lease, ct);
        }
    }

    private async Task RunOnceAsync(Lease lease, CancellationToken ct)
    {
        // Before anything is exported by it, and under the same fence.
        if (_loaded is not null)
        {
            await tools.Recorder.RecordAsync(_loaded, lease, ct);
        }

        string? alarm = null;
        while (await _slices.NextAsync(Name, configured.Adapter.SliceLimit, KnownManifest, lease, ct) is { } row)
        {
            var cursor = await _slices.FindCursorAsync(Name, ct);
            var exported = await _export.RunAsync(SliceOf(row), cursor!.Manifest ?? ArchiveFormat.NoHash, ct);
            await _slices.CompleteAsync(row, exported.Manifest, adapters, lease, ct);
            logger.SliceArchived(Name, row.Number, row.First, row.Last);
            if (exported.Alarm is not null)
            {
                alarm = exported.Alarm;
                logger.AdapterAlarm(Name, row.Number, alarm);
            }

            tools.Board.Update(Name, state => state with { Position = row.Last, Slices = row.Number, Alarm = alarm ?? state.Alarm });
        }

        PrivateFile.MakeFolder(configured.Directory);
        var last = await _slices.FindCursorAsync(Name, ct);
        await _heads.AppendAsync(
            Name, last?.Slice ?? 0, last?.Manifest ?? ArchiveFormat.NoHash, () => _slices.CheckAsync(lease, ct));
        await _slices.SweepAsync(adapters, ct);
        tools.Board.Update(Name, state => state with
        {
            LastRunAt = tools.Clock.GetUtcNow(),
            Failures = 0,
            IsParked = false,
            Trouble = null,
        });
    }

    private async Task<TimeSpan> FailAsync(Exception why, Lease lease, CancellationToken ct)
    {
        var cursor = await _slices.FindCursorAsync(Name, ct);
        var attempt = (cursor?.Failures ?? 0) + 1;
        var isParked = attempt >= Attempts || why is SliceFailedException { IsHopeless: true } or SigningKeyException;
        var wait = isParked ? ParkedWait : FirstWait * Math.Pow(2, attempt - 1);
        var next = (cursor?.Slice ?? 0) + 1;
        await _slices.FailAsync(Name, why.Message, wait, lease, ct);
        if (isParked)
        {
            logger.AdapterParked(Name, next, wait, why.Message, why);
        }
        else
        {
            logger.SliceFailed(Name, next, attempt, wait, why.Message, why);
        }

        tools.Board.Update(Name, state => state with { Failures = attempt, IsParked = isParked, Trouble = why.Message });
        return wait;
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var cursor = await _slices.FindCursorAsync(Name, ct);
        tools.Board.Update(Name, state => state with
        {
            IsRunning = true,
            Position = cursor is null or { Slice: 0 } ? null : cursor.Position,
            Slices = cursor?.Slice ?? 0,
            Failures = cursor?.Failures ?? 0,
            IsParked = cursor?.Failures >= Attempts,
            Trouble = cursor?.LastFailure,
        });
    }

    private RecordedSlice SliceOf(SliceRow row)
    {
        var bounds = SliceStore.BoundsOf(row);
        return new RecordedSlice(new RecordReader(tools.Databases, bounds), new PresenceStore(tools.Databases))
        {
            Adapter = Name,
            Number = row.Number,
            First = row.First,
            Last = row.Last,
            Count = bounds.Last - bounds.First + 1,
        };
    }

    private Manifest? KnownManifest(long slice)
    {
        var path = Path.Combine(configured.Directory, ArchiveFormat.ManifestName(Name, slice));
        try
        {
            return File.Exists(path) ? Manifest.Read(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
