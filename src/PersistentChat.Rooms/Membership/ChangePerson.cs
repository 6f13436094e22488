using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Gives a person other names, lets it use the pool or not any more (<see cref="SetPersonEnabled"/>). Its address stays.
/// </summary>
/// <param name="Person">All of it as it is to be.</param>
public sealed record ChangePerson(Person Person) : ChangeCommand<Person>
{
    /// <summary>As the caller saw it; refused when it is not so any more. Null: whatever it is.</summary>
    public Person? Expected { get; init; }

    internal override string Ids => $"{Person.Id}";

    internal override Outcome<Person> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Person(Person.Id) is not { } before)
        {
            return Refusal.NoSuchPerson;
        }

        if (Expected is not null && Expected != before)
        {
            return Refusal.Collision;
        }

        if (Person.Uri != before.Uri || Person.Source != before.Source || Person.Removed)
        {
            return Refusal.InvalidArgument("A person keeps its address, stays where it comes from, and is not removed by a change");
        }

        if (before.Source is PrincipalSource.Directory)
        {
            return Refusal.FromDirectory;
        }

        if (PersonRules.Check(Person) is { } wrong)
        {
            return wrong;
        }

        return Person == before ? before : PersonRules.Change(turn, before, Person, this);
    }
}
