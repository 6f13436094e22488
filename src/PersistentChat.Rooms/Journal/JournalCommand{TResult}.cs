namespace PersistentChat.Rooms.Journal;

/// <summary>
/// A command and the kind of answer it gets. Immutable; may be decided again when a batch is repeated.
/// </summary>
public abstract record JournalCommand<TResult> : JournalCommand
{
    /// <summary>
    /// The decision: guards first, then the changes, all on <paramref name="turn"/>. No clock, store or peer is
    /// touched; a refusal has changed nothing.
    /// </summary>
    internal abstract Outcome<TResult> Decide(Turn turn);

    /// <summary><see cref="Decide"/>, unless the same was decided before.</summary>
    internal virtual Outcome<TResult> DecideOnce(Turn turn) => Decide(turn);
}
