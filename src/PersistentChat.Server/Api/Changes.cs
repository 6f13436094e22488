using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Api;

/// <summary>The pool as it is, and its changes on the word of a caller: the rules look at who that is in the journal's turn.</summary>
internal sealed class Changes(Journal journal, AccessChanges access, IdempotencyKeys keys)
{
    public Pool Pool => journal.Committed;

    public Task<Outcome<T>> DoAsync<T>(ChangeCommand<T> change, Caller caller)
    {
        var by = change with { By = caller.Person, AsAdministrator = caller.IsAdministrator };
        return by is AccessChange<T> ofAccess ? access.SubmitAsync(ofAccess) : journal.SubmitAsync(by);
    }

    /// <summary>Makes something, once however often the same request comes with the same key.</summary>
    /// <param name="id">What it will have.</param>
    /// <param name="find">
    /// Finds what an earlier one made, so that the repetition is answered as the first was. Null: it is not there, or cannot be told again.
    /// </param>
    public async Task<Outcome<T>> MakeAsync<T>(
        ChangeCommand<T> make, Guid id, Caller caller, Repeatable request, Func<Pool, Guid, T?> find)
        where T : class
    {
        if (request.Problem is { } wrong)
        {
            return wrong;
        }

        var kept = keys.ToKept(request, caller, id);
        var outcome = await DoAsync(make with { Request = kept }, caller);
        return outcome.Refusal?.Kind is RefusalKind.AlreadyMade && Pool.Requests.TryGetValue(kept!.Key, out var earlier)
            && find(Pool, earlier.MadeId) is { } made
                ? made
                : outcome;
    }
}
