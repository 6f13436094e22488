namespace PersistentChat.Rooms.Access;

// Inside the namespace, because outside it "Journal" would be the namespace beside this one.
using PersistentChat.Rooms.Journal;

/// <summary>Works out on the caller's time who must leave which room, then has the journal do it in one turn.</summary>
public sealed class AccessChanges(Journal journal)
{
    public async Task<Outcome<TResult>> SubmitAsync<TResult>(AccessChange<TResult> change)
    {
        var before = journal.Committed;
        var plan = await Task.Run(() => change.Preview(before) is { } after ? SweepPlan.Make(before, after) : null);
        return await journal.SubmitAsync(change with { Plan = plan });
    }

    /// <summary>Why a person may do something in a room, or not. Refused when there is no such person or room.</summary>
    public Outcome<AccessExplanation> Why(Guid personId, Deed deed, Guid roomId)
    {
        var pool = journal.Committed;
        return pool.Person(personId) is not { } person ? Refusal.NoSuchPerson
            : pool.Room(roomId) is not { } room ? Refusal.NoSuchRoom
            : AccessExplanation.Of(pool, person, deed, room);
    }
}
