using PersistentChat.Rooms.Journal;

namespace PersistentChat.Rooms.Membership;

/// <summary>
/// Lets a person use the pool, or not any more. Who may not is taken out of every room in the same turn, so nothing
/// committed later reaches it; what else is open of it ends by <see cref="SignInsEnded"/>.
/// </summary>
public sealed record SetPersonEnabled(Guid PersonId, bool Enabled) : PersonChange(PersonId)
{
    private protected override Outcome<Person> Decide(Turn turn, Person person) =>
        person.Enabled == Enabled ? person : PersonRules.Change(turn, person, person with { Enabled = Enabled }, this);
}
