using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Access;

/// <summary>
/// A change that may cost people in many rooms their access: of a category, a group, a policy. Submit it by
/// <see cref="AccessChanges"/>; submitted directly it does the same and holds up the journal for longer.
/// </summary>
public abstract record AccessChange<TResult> : ChangeCommand<TResult>
{
    internal SweepPlan? Plan { get; init; }

    /// <summary>The pool as this change would make it; pure. Null: it would be refused.</summary>
    internal abstract Pool? Preview(Pool pool);
}
