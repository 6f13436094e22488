using PersistentChat.Rooms.Access;
using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Says what a person may do in the administration when it signs in itself. Its access tokens have roles of their own. Whoever is
/// signed in is something else from its next request on.
/// </summary>
public sealed record SetPersonRole(Guid PersonId, PoolRole Role) : ChangeCommand<Person>
{
    /// <summary>As the caller saw it; refused when it is not so any more. Null: whatever it is.</summary>
    public Person? Expected { get; init; }

    internal override string Ids => $"{PersonId}";

    internal override Outcome<Person> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Person(PersonId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        if (Expected is not null && Expected != person)
        {
            return Refusal.Collision;
        }

        if (!Enum.IsDefined(Role))
        {
            return Refusal.InvalidArgument("There is no such role");
        }

        return person.Role == Role ? person : PersonRules.Change(turn, person, person with { Role = Role }, this);
    }
}
