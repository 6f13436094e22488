using Microsoft.Extensions.Logging;

namespace PersistentChat.Rooms.Journal;

/// <summary>A command on its way through the journal, and who waits for it.</summary>
internal abstract class Entry(JournalCommand command)
{
    public JournalCommand Command => command;

    /// <summary>What the last decision wants told; null before the first.</summary>
    public Turn? Turn { get; private set; }

    /// <param name="isBlocked">Nothing may happen now that the archive would have to know.</param>
    public void Decide(Turn turn, bool isBlocked)
    {
        Turn = turn;
        if (isBlocked && command.NeedsArchive)
        {
            SetRefused(Refusal.ArchiveUnavailable);
            return;
        }

        DecideOn(turn);
    }

    /// <summary>Forgets the decision and answers with a refusal.</summary>
    public void Refuse(Refusal refusal, ILogger logger)
    {
        Turn = null;
        SetRefused(refusal);
        Complete(logger);
    }

    /// <summary>Tells whoever waits: the callback first, here and now, then the task. At most once.</summary>
    public abstract void Complete(ILogger logger);

    /// <summary>The journal stopped and does not know whether this happened.</summary>
    public abstract void Fault(Exception why);

    protected abstract void DecideOn(Turn turn);

    protected abstract void SetRefused(Refusal refusal);
}

/// <inheritdoc/>
internal sealed class Entry<TResult>(JournalCommand<TResult> command, Action<Outcome<TResult>>? inTurn) : Entry(command)
{
    // Continuations run elsewhere: whoever awaits a command must not hold up the journal.
    private readonly TaskCompletionSource<Outcome<TResult>> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Outcome<TResult> _outcome;

    public Task<Outcome<TResult>> Completion => _completion.Task;

    public override void Complete(ILogger logger)
    {
        if (_completion.Task.IsCompleted)
        {
            return;
        }

        try
        {
            inTurn?.Invoke(_outcome);
        }
        catch (Exception bug)
        {
            logger.InTurnFailed(bug, Command.GetType().Name, Command.Ids);
        }

        _completion.TrySetResult(_outcome);
    }

    public override void Fault(Exception why) => _completion.TrySetException(why);

    protected override void DecideOn(Turn turn) => _outcome = command.DecideOnce(turn);

    protected override void SetRefused(Refusal refusal) => _outcome = refusal;
}
