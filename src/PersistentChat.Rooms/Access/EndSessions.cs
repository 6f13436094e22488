using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>Ends browser sessions of a person: worth nothing from the next request on. What is over already is no refusal.</summary>
/// <param name="SessionId">Null: all of them.</param>
public sealed record EndSessions(Guid PersonId, Guid? SessionId = null) : JournalCommand<int>
{
    internal override string Ids => $"{PersonId}";

    internal override Outcome<int> Decide(Turn turn) => turn.Pool.EndSessions(
        session => session.PersonId == PersonId && (SessionId ?? session.Id) == session.Id);
}
