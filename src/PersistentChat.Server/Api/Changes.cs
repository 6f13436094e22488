using PersistentChat.Rooms;
using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Server.Api;

/// <summary>The pool as it is, and its changes on the word of a caller: the rules look at who that is in the journal's turn.</summary>
internal sealed class Changes(Journal journal, AccessChanges access)
{
    public Pool Pool => journal.Committed;

    public Task<Outcome<T>> DoAsync<T>(ChangeCommand<T> change, Caller caller)
    {
        var by = change with { By = caller.Person, AsAdministrator = caller.IsAdministrator };
        return by is AccessChange<T> ofAccess ? access.SubmitAsync(ofAccess) : journal.SubmitAsync(by);
    }
}
