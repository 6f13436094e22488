using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>What administrators change about a person that is known.</summary>
public abstract record PersonChange(Guid PersonId) : ChangeCommand<Person>
{
    /// <summary>As the caller saw it; refused when it is not so any more. Null: whatever it is.</summary>
    public Person? Expected { get; init; }

    internal sealed override string Ids => $"{PersonId}";

    internal sealed override Outcome<Person> Decide(Turn turn)
    {
        if (CheckAdministrator() is { } refusal)
        {
            return refusal;
        }

        if (turn.Pool.Person(PersonId) is not { } person)
        {
            return Refusal.NoSuchPerson;
        }

        return Expected is null || Expected == person ? Decide(turn, person) : Refusal.Collision;
    }

    private protected abstract Outcome<Person> Decide(Turn turn, Person person);
}
