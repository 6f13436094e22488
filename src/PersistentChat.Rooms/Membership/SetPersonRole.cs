using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Says what a person may do in the administration when it signs in itself. Its access tokens have roles of their own. Whoever is
/// signed in is something else from its next request on.
/// </summary>
public sealed record SetPersonRole(Guid PersonId, PoolRole Role) : PersonChange(PersonId)
{
    private protected override Outcome<Person> Decide(Turn turn, Person person)
    {
        if (!Enum.IsDefined(Role))
        {
            return Refusal.InvalidArgument("There is no such role");
        }

        return person.Role == Role ? person : PersonRules.Change(turn, person, person with { Role = Role }, this);
    }
}
