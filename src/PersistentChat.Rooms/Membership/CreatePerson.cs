using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>Makes a person known. The caller chooses the id; a password comes with <see cref="SetPassword"/>.</summary>
public sealed record CreatePerson(Person Person) : ChangeCommand<Person>
{
    internal override string Ids => Person.Uri;

    internal override Outcome<Person> Decide(Turn turn)
    {
        if ((CheckAdministrator() ?? PersonRules.Check(Person)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Others.AffiliationOf(Person.Id) is not null || turn.Pool.Person(Person.Uri) is not null)
        {
            return Refusal.DuplicateName;
        }

        turn.Pool.Put(Person);
        PersonRules.Record(turn, null, Person, this, "PersonCreated");
        return Person;
    }
}
