using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Access;

/// <summary>Notes that a person has signed in with a browser, and forgets the sessions that are over.</summary>
/// <param name="SessionId">New; the caller chooses it.</param>
/// <param name="SecretHash">See <see cref="BrowserSession"/>.</param>
public sealed record BeginSession(Guid SessionId, Guid PersonId, string SecretHash, SessionRules Rules) : JournalCommand<BrowserSession>
{
    internal override string Ids => $"{PersonId}";

    internal override Outcome<BrowserSession> Decide(Turn turn)
    {
        if (turn.Pool.Person(PersonId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        if (!person.Enabled)
        {
            return Refusal.PersonDisabled;
        }

        var all = turn.Pool.Others.Sessions;
        if (SessionId == Guid.Empty || all.ContainsKey(SessionId) || SecretHash.Length is not AccessToken.HashLength)
        {
            return Refusal.InvalidArgument("A session needs an id of its own and a secret");
        }

        var tooMany = all.Values
            .Where(session => session.PersonId == PersonId && !session.IsOver(turn.Now, Rules))
            .OrderByDescending(session => session.LastUsedAt)
            .Skip(Rules.MaxPerPerson - 1)
            .ToHashSet();
        turn.Pool.EndSessions(session => session.IsOver(turn.Now, Rules) || tooMany.Contains(session));
        var begun = new BrowserSession(SessionId, PersonId, SecretHash, turn.Now, turn.Now);
        turn.Pool.Put(begun);
        return begun;
    }
}
