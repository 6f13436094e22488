using PersistentChat.Compliance.Archives;
using PersistentChat.Compliance.Contracts.Adapters;

namespace PersistentChat.Compliance.Runs;

/// <summary>
/// Calls one adapter for one slice at a time, on a thread of its own and for a limited time: whatever it does, nobody else waits.
/// </summary>
internal sealed class SliceExport(ConfiguredAdapter configured, TimeProvider clock)
{
    /// <summary>A call that was given up and has not returned. It is not made again before.</summary>
    private Task? _abandoned;

    /// <summary>Brings the slice into the archive.</summary>
    /// <param name="previous">The hash of the manifest before.</param>
    /// <returns>The hash of its manifest, and what somebody should look at; null: nothing.</returns>
    /// <exception cref="SliceFailedException">It is not in the archive; nothing of the attempt is left.</exception>
    public async Task<(string Manifest, string? Alarm)> RunAsync(ComplianceSlice slice, string previous, CancellationToken ct)
    {
        if (_abandoned is { IsCompleted: false })
        {
            throw new SliceFailedException("It has not returned from the call that was given up", isHopeless: true);
        }

        try
        {
            PrivateFile.MakeFolder(configured.Directory);
            using var writer = new SliceWriter(configured.Directory, slice);
            var result = await CallAsync(slice, writer, ct);
            return result.IsExported
                ? (writer.Finish(previous, configured.Assembly), result.Reason)
                : throw new SliceFailedException(result.Reason ?? "", result.Verdict is AdapterVerdict.Park);
        }
        catch (Exception why) when (why is not SliceFailedException && !ct.IsCancellationRequested)
        {
            throw new SliceFailedException(why.Message, why is ArchiveConflictException, why);
        }
    }

    private async Task<AdapterResult> CallAsync(ComplianceSlice slice, SliceWriter writer, CancellationToken ct)
    {
        var patience = configured.Options.SliceTimeout;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var token = ending.Token;

        // A thread of its own: an adapter that blocks must not take one that others wait for.
        var call = Task.Factory.StartNew(
            () => configured.Adapter.ExportAsync(slice, writer, token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        try
        {
            return await call.WaitAsync(patience, clock, ct);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            throw new SliceFailedException($"It took longer than {patience}", isHopeless: false);
        }
        finally
        {
            await ending.CancelAsync();
            if (!call.IsCompleted)
            {
                // Nobody waits for it: what it throws in the end is of no interest any more.
                _abandoned = call.ContinueWith(
                    task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }
}
