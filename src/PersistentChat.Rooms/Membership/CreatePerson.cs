using PersistentChat.Rooms.Journal;
using PersistentChat.Rooms.Rooms;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Makes a person known. The caller chooses the id (<see cref="Pool.IdFor"/>): who was removed comes back under its own. With a
/// password it is made by <see cref="Passwords.Create"/>; without one it gets it by <see cref="SetPassword"/>.
/// </summary>
public sealed record CreatePerson(Person Person) : ChangeCommand<Person>
{
    /// <summary>Only says whether it would be refused.</summary>
    public bool IsTrial { get; init; }

    internal byte[]? Verifiers { get; init; }

    internal override string Ids => Person.Uri;

    internal override Outcome<Person> Decide(Turn turn)
    {
        if ((CheckAdministrator() ?? PersonRules.Check(Person)) is { } refusal)
        {
            return refusal;
        }

        var pool = turn.Pool.Others;
        var isBack = pool.PeopleByUri.TryGetValue(Person.Uri, out var known) && known.Removed && known.Id == Person.Id;
        if (!isBack && (known is not null || pool.People.ContainsKey(Person.Id) || pool.AffiliationOf(Person.Id) is not null))
        {
            return Refusal.DuplicateName;
        }

        if (Person.Removed)
        {
            return Refusal.InvalidArgument("Who is removed is not made known");
        }

        if (IsTrial)
        {
            return Person;
        }

        turn.Pool.Put(Person);
        if (Verifiers is not null)
        {
            turn.Pool.Verifiers[Person.Id] = Verifiers;
        }

        PersonRules.Record(turn, null, Person, this, "PersonCreated");
        return Person;
    }
}
