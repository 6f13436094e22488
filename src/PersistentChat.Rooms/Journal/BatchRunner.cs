using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PersistentChat.Rooms.Chat;
using PersistentChat.Rooms.Rooms;
using PersistentChat.Rooms.Store;

namespace PersistentChat.Rooms.Journal;

/// <summary>
/// Decide, commit, tell: one batch at a time, by the journal's writer only. A batch that fails is forgotten in memory
/// and repeated one command at a time, so that only the guilty one is refused; a commit with unknown outcome is looked
/// up.
/// </summary>
internal sealed class BatchRunner(
    RoomStore store,
    JournalRules rules,
    IAnnouncer announcer,
    IOptions<JournalOptions> options,
    ILogger<BatchRunner> logger)
{
    private const int UncertainTries = 3;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    // Departures that took place while the store refused them, oldest first. Whatever becomes of this process, they are
    // written: until then their people are still among the present ones in the database.
    private readonly List<Batch> _owed = [];
    private Pool _committed = Pool.Empty;

    public Pool Committed => Volatile.Read(ref _committed);

    /// <summary>Begins with a pool; with compliance on, in an epoch of its own.</summary>
    /// <exception cref="StoreException">The epoch's first events could not be written.</exception>
    public async Task StartAsync(Pool pool, IReadOnlyList<PresentRow> leftBehind)
    {
        Volatile.Write(ref _committed, pool);
        logger.JournalStarted(
            pool.Rooms.Count, pool.People.Count, rules.RecordsEvents ? ComplianceMode.On : ComplianceMode.Off);
        if (!rules.RecordsEvents)
        {
            return;
        }

        var first = new Entry<long>(new BeginEpoch(rules.NewEpoch(store.Last.Epoch), store.Last, leftBehind), inTurn: null);
        await RunAsync([first]);
        if ((await first.Completion).IsRefused)
        {
            throw new StoreException("The compliance events of this start could not be written to the database");
        }

        logger.EpochBegan(store.Last.Epoch, leftBehind.Count);
    }

    /// <exception cref="JournalStoppedException">The journal cannot go on.</exception>
    public async Task RunAsync(IReadOnlyList<Entry> entries)
    {
        await WriteOwedAsync();
        if (await TryAsync(entries) is not { } failure)
        {
            return;
        }

        if (entries.Count is 1)
        {
            Fail(entries[0], failure);
            return;
        }

        logger.BatchFailed(failure, entries.Count);
        foreach (var entry in entries)
        {
            await WriteOwedAsync();
            if (await TryAsync([entry]) is { } guilty)
            {
                Fail(entry, guilty);
            }
        }
    }

    /// <summary>Before the journal stops: what is owed gets a last chance.</summary>
    public Task FinishAsync() => WriteOwedAsync();

    /// <returns>Null: everything happened and was told. Otherwise nothing happened, for this reason.</returns>
    private async Task<Exception?> TryAsync(IReadOnlyList<Entry> entries)
    {
        Exception? failure = null;
        for (var tries = 0; tries < UncertainTries; tries++)
        {
            var batch = NewBatch(entries);
            try
            {
                await FindPostedAsync(batch);
                batch.Decide(rules);
            }
            catch (Exception failed)
            {
                return failed;
            }

            failure = await TryCommitAsync(batch);
            if (failure is null)
            {
                HandOver(batch);
                return null;
            }

            if (failure is not UncertainCommitException)
            {
                return failure;
            }
        }

        return failure;
    }

    /// <returns>Null: committed. An <see cref="UncertainCommitException"/> is certain by now: it was not.</returns>
    private async Task<Exception?> TryCommitAsync(Batch batch)
    {
        if (!batch.HasRows)
        {
            return null;
        }

        try
        {
            await store.CommitAsync(batch, CancellationToken.None);
            return null;
        }
        catch (UncertainCommitException unknown)
        {
            return await WasCommittedAsync(batch, unknown) ? null : unknown;
        }
        catch (Exception failed) when (failed is not JournalStoppedException)
        {
            return failed;
        }
    }

    private async Task<bool> WasCommittedAsync(Batch batch, UncertainCommitException unknown)
    {
        var number = store.NextBatch;
        var started = rules.Timestamp;
        logger.CommitUncertain(unknown, number);
        for (var delay = options.Value.RetryDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                var wasCommitted = await store.WasCommittedAsync(batch, CancellationToken.None);
                logger.CommitResolved(number, wasCommitted);
                return wasCommitted;
            }
            catch (Exception failed) when (failed is not JournalStoppedException)
            {
                if (rules.ElapsedSince(started) >= options.Value.UncertainCommitTimeout)
                {
                    throw new JournalStoppedException($"The outcome of batch {number} could not be learnt", failed);
                }

                logger.CommitStillUncertain(failed, number);
                await rules.DelayAsync(delay);
            }
        }
    }

    private async Task FindPostedAsync(Batch batch)
    {
        var keys = batch.MessageKeys.ToHashSet();
        if (keys.Count is 0)
        {
            return;
        }

        foreach (var row in await store.FindPostedAsync(keys, CancellationToken.None))
        {
            batch.Posted[new(row.RoomId, row.AuthorId, row.ClientMessageId!)] =
                row.ToMessage(Committed.People[row.AuthorId]);
        }
    }

    private void HandOver(Batch batch)
    {
        Volatile.Write(ref _committed, batch.Working.ToPool());
        foreach (var entry in batch.Entries)
        {
            foreach (var participant in entry.Turn!.Gone)
            {
                participant.PutOut();
            }

            // Before anybody knows that it is done: what is opened from then on rests on what holds now.
            foreach (var ended in entry.Turn.Ended)
            {
                Announce(ended);
            }

            entry.Complete(logger);
            foreach (var announcement in entry.Turn.Announcements)
            {
                Announce(() => announcer.Hand(announcement), announcement.GetType().Name, announcement.Room.Id);
            }

            foreach (var invited in entry.Turn.Invited)
            {
                Announce(() => announcer.Hand(invited), nameof(Invited), invited.Room.Id);
            }
        }
    }

    private void Announce(Action hand, string what, Guid roomId)
    {
        try
        {
            hand();
        }
        catch (Exception bug)
        {
            logger.AnnouncerFailed(bug, what, roomId);
        }
    }

    private void Announce(SignInsEnded ended)
    {
        try
        {
            announcer.Hand(ended);
        }
        catch (Exception bug)
        {
            logger.EndingFailed(bug, ended.Person.Id);
        }
    }

    private void Fail(Entry entry, Exception failure)
    {
        var command = entry.Command.GetType().Name;
        if (!entry.Command.IsDeparture)
        {
            logger.CommandFailed(failure, command, entry.Command.Ids);
            entry.Refuse(Refusal.ServerError, logger);
            return;
        }

        // The person has gone, whatever the store says: rooms and participants hear of it now, the archive as soon as
        // it can.
        var batch = NewBatch([entry]);
        batch.Decide(rules);
        _owed.Add(batch);
        logger.EventsOwed(failure, command, entry.Command.Ids, batch.Events.Count);
        HandOver(batch);
    }

    private Batch NewBatch(IReadOnlyList<Entry> entries) => new(entries, Committed, store.Last, _owed);

    private async Task WriteOwedAsync()
    {
        if (_owed.Count is 0)
        {
            return;
        }

        // By themselves: what is owed may be what cannot be written, and must not take others down with it.
        for (var tries = 0; tries < UncertainTries; tries++)
        {
            var batch = NewBatch([]);
            batch.AddOwed();
            var failure = await TryCommitAsync(batch);
            if (failure is null)
            {
                _owed.Clear();
                return;
            }

            logger.EventsStillOwed(failure, batch.Events.Count);
            if (failure is not UncertainCommitException)
            {
                return;
            }
        }
    }
}
