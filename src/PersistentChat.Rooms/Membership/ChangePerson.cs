using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Gives a person other names, lets it use the pool or not any more (<see cref="SetPersonEnabled"/>). Its address
/// and its role stay.
/// </summary>
/// <param name="Person">All of it as it is to be.</param>
public sealed record ChangePerson(Person Person) : PersonChange(Person.Id)
{
    private protected override Outcome<Person> Decide(Turn turn, Person before)
    {
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

        // What it may do is changed by SetPersonRole alone, so that whoever changes its name cannot give back what was taken.
        var now = Person with { Role = before.Role };
        return now == before ? before : PersonRules.Change(turn, before, now, this);
    }
}
