using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Says what a person may do in the administration when it signs in itself. Whoever is signed in is something else from its next
/// request on. Its access tokens have roles of their own; but with a role that is taken those go that carry more than it still may.
/// </summary>
public sealed record SetPersonRole(Guid PersonId, PoolRole Role) : PersonChange(PersonId)
{
    private protected override Outcome<Person> Decide(Turn turn, Person person)
    {
        if (!Enum.IsDefined(Role))
        {
            return Refusal.InvalidArgument("There is no such role");
        }

        if (person.Role == Role)
        {
            return person;
        }

        var now = PersonRules.Change(turn, person, person with { Role = Role }, this);
        if (!Role.Includes(person.Role))
        {
            RevokeTokens(turn);
        }

        return now;
    }

    private void RevokeTokens(Turn turn)
    {
        var tokens = turn.Pool.Others.Tokens.Values.Where(token => token.PersonId == PersonId && !Role.Includes(token.Role));
        foreach (var token in tokens.OrderBy(token => token.Id))
        {
            RevokeToken.Revoke(turn, token, By);
        }
    }
}
